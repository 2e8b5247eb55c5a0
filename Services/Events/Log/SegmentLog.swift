package import Logging
package import MeshCore
package import MeshStore
import Synchronization

/// Our own log: segments in files, and what they mean in SQLite (``EventLogSchema``).
///
/// Several processes open one folder and one store; each partition is served by one of them at a time, the one of those
/// that live that ``PreferredOwner`` chooses. Others are told ``EventLogError/notOwner(_:owner:)``.
package final class SegmentLog: Sendable {
    /// The name of this process among those that share the log.
    package let instance: String
    let parts: PartitionParts
    let desk: PartitionDesk
    private let lock: InstanceLock
    private let pauses: any Clock<Duration>
    private let waitingBytes = Atomic<Int>(0)

    /// Opens a log.
    ///
    /// - Parameters:
    ///   - folder: Of the files; it is made when there is none.
    ///   - store: A store with the migrations of ``EventLogSchema``.
    ///   - instance: The name of this process; no other has had it. Letters, digits, `-` and `_`.
    ///   - configuration: Limits.
    ///   - decompressor: Looks into compressed batches.
    ///   - disk: The file system.
    ///   - clock: Gives records their time and ends leases.
    ///   - pauses: Measures waiting.
    ///   - logger: Hears what no caller is told.
    /// - Throws: ``EventLogError``.
    package init(
        folder: String, store: Store, instance: String,
        configuration: SegmentLogConfiguration = SegmentLogConfiguration(),
        decompressor: (any BatchDecompressor)? = nil, disk: any LogDisk = SystemDisk(),
        clock: any WallClock = SystemWallClock(), pauses: any Clock<Duration> = ContinuousClock(),
        logger: Logger = Logger(label: "event-log")
    ) async throws {
        self.instance = instance
        self.pauses = pauses
        let topics = "\(folder)/log"
        let locks = "\(folder)/instances"
        try disk.makeFolder(topics)
        try disk.makeFolder(locks)
        lock = try InstanceLock(path: "\(locks)/\(instance).lock")
        parts = PartitionParts(
            store: LogStore(store: store), disk: disk, folder: topics, configuration: configuration,
            decompressor: decompressor, reads: BlockingReads(),
            indexes: IndexCache(disk: disk, folder: topics, limit: configuration.cachedIndexes),
            metrics: EventLogMetrics(), clock: clock, logger: logger)
        desk = PartitionDesk(parts: parts, instance: instance, locks: locks)
        try await parts.store.renew(instance, for: configuration.term, at: clock.now())
    }

    /// Tells others that this instance lives, and cleans its partitions up, until the task is cancelled.
    package func run() async throws {
        try await withThrowingTaskGroup { group in
            group.addTask { try await self.renew() }
            group.addTask { try await self.sweep() }
            try await group.waitForAll()
        }
    }

    /// Writes what waits, gives the partitions back, and takes nothing more.
    ///
    /// - Throws: ``EventLogError`` when the partitions could not be given back; others take them over all the same.
    package func close() async throws {
        await desk.close()
        try await parts.store.forget(instance)
    }

    /// The instances that live now, this one among them unless it is late to say so.
    ///
    /// - Throws: ``EventLogError``.
    package func living() throws -> [String] { try desk.living() }

    private func renew() async throws {
        while true {
            try await pauses.sleep(for: parts.configuration.term / 3)
            do {
                try await parts.store.renew(instance, for: parts.configuration.term, at: parts.clock.now())
            } catch let error as EventLogError {
                // What others take over in the meantime is fenced; another try may get through.
                parts.logger.warning("Failed to renew the instance's term", metadata: ["error": "\(error)"])
            }
        }
    }

    private func sweep() async throws {
        while true {
            try await pauses.sleep(for: parts.configuration.sweepInterval)
            try await clean()
        }
    }

    /// Takes changed settings up, gives back partitions that another instance should have, and cleans up the others.
    package func clean() async throws {
        do {
            let topics = try parts.store.topics()
            let living = try desk.living()
            let known = Dictionary(uniqueKeysWithValues: topics.map { ($0.id, $0) })
            for log in desk.all { try await tend(log, topic: known[log.key.topic], living: living) }
        } catch let error as EventLogError {
            parts.logger.warning("Failed to look for what to clean up", metadata: ["error": "\(error)"])
        }
    }

    private func tend(_ log: PartitionLog, topic: Topic?, living: [String]) async throws {
        let partition = log.key.partition
        do {
            let preferred = PreferredOwner.of(partition, among: living) ?? instance
            guard let topic else {
                desk.forget(log)
                return await log.end(with: .unknownTopic(partition.topic))
            }
            guard preferred == instance else { return try await desk.release(log) }
            await log.change(topic.settings)
            try await log.clean()
        } catch let error as EventLogError {
            parts.logger.warning(
                "Failed to clean up a partition", metadata: ["log.partition": "\(partition)", "error": "\(error)"])
        }
    }

    /// A partition that is served here; taken over if its owner has gone.
    func served(_ partition: TopicPartition) async throws -> PartitionLog {
        if let found = desk.find(partition) { return found }
        return try await desk.partition(partition)
    }

    /// Works with a partition. One that takes nothing more is forgotten, so that the next caller finds out who owns it.
    func with<Value: Sendable>(
        _ partition: TopicPartition, _ body: (PartitionLog) async throws -> Value
    ) async throws -> Value {
        let log = try await served(partition)
        do {
            return try await body(log)
        } catch {
            if await log.ending != nil { desk.forget(log) }
            throw error
        }
    }

    /// Counts what waits to be written while it does.
    func counting<Value: Sendable>(_ bytes: Int, _ body: () async throws -> Value) async throws -> Value {
        let limit = parts.configuration.waitingBytes
        let waiting = waitingBytes.add(bytes, ordering: .relaxed).newValue
        defer { waitingBytes.subtract(bytes, ordering: .relaxed) }
        guard waiting <= limit else { throw EventLogError.overloaded(limit: limit) }
        return try await body()
    }

    func wait(_ signal: Signal, until deadline: MonotonicInstant) async throws {
        try await signal.wait(until: deadline, clock: pauses)
    }
}
