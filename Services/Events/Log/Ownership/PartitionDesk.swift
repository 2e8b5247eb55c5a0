import Logging
import MeshCore
import Synchronization

/// The partitions that this instance owns, and their coming and going.
///
/// An actor, because a partition is opened once however many ask for it; who asks for an open one finds it without the
/// actor.
actor PartitionDesk {
    private nonisolated let open = Mutex<[TopicPartition: PartitionLog]>([:])
    private var opening: [TopicPartition: [CheckedContinuation<Void, Never>]] = [:]
    private let parts: PartitionParts
    private let instance: String
    /// Where the instances' locks are.
    private let locks: String
    private var isClosed = false

    init(parts: PartitionParts, instance: String, locks: String) {
        self.parts = parts
        self.instance = instance
        self.locks = locks
    }

    /// The partition, if it is open here.
    nonisolated func find(_ partition: TopicPartition) -> PartitionLog? { open.withLock { $0[partition] } }

    /// All that are open here.
    nonisolated var all: [PartitionLog] { open.withLock { Array($0.values) } }

    /// The partition, taken over if nobody lives who owns it.
    ///
    /// - Throws: ``EventLogError/notOwner(_:owner:)`` when somebody else owns it, or should; ``EventLogError``.
    func partition(_ partition: TopicPartition) async throws -> PartitionLog {
        while opening[partition] != nil {
            await withCheckedContinuation { opening[partition, default: []].append($0) }
        }
        if let found = find(partition) { return found }
        if isClosed { throw EventLogError.closed }
        opening[partition] = []
        defer { opening.removeValue(forKey: partition)?.forEach { $0.resume() } }
        let opened = try await takeOver(partition)
        if isClosed {
            // The instance gave up its work in the meantime; nobody would end what is added now.
            await opened.end(with: .closed)
            throw EventLogError.closed
        }
        open.withLock { $0[partition] = opened }
        return opened
    }

    /// Forgets a partition that takes nothing more.
    nonisolated func forget(_ log: PartitionLog) {
        open.withLock { open in
            if open[log.key.partition] === log { open[log.key.partition] = nil }
        }
    }

    /// Gives a partition back: what waits is written, and another instance may have it at once.
    func release(_ log: PartitionLog) async throws {
        forget(log)
        await log.end(with: .notOwner(log.key.partition, owner: nil))
        try await parts.store.release(
            topic: log.key.topic, partition: log.key.partition.partition, epoch: log.key.epoch)
    }

    /// Ends all partitions, and opens none any more.
    func close() async {
        isClosed = true
        for log in all {
            forget(log)
            await log.end(with: .closed)
        }
    }

    private func takeOver(_ partition: TopicPartition) async throws -> PartitionLog {
        guard let topic = try parts.store.topic(partition.topic) else {
            throw EventLogError.unknownTopic(partition.topic)
        }
        guard topic.partitions.indices.contains(partition.partition) else {
            throw EventLogError.unknownPartition(partition)
        }
        let former = topic.partitions[partition.partition].owner
        if let former, former != instance, try lives(former) {
            throw EventLogError.notOwner(partition, owner: former)
        }
        // Whoever should have it lives, and would be given it at the next sweep: it is taken over once.
        if let preferred = PreferredOwner.of(partition, among: try living()), preferred != instance {
            throw EventLogError.notOwner(partition, owner: preferred)
        }
        let takeover = PartitionTakeover(partition: partition, topic: topic, owner: instance, parts: parts)
        return PartitionLog(try await takeover.open(from: former), settings: topic.settings, parts: parts)
    }

    /// Whether an instance is to be left what it owns: its process lives, and has said so within its term.
    nonisolated func lives(_ owner: String) throws -> Bool { try living().contains(owner) }

    /// The instances whose process lives and has said so within its term.
    nonisolated func living() throws -> [String] {
        try parts.store.livingInstances(at: parts.clock.now()).filter {
            InstanceLock.isHeld(path: "\(locks)/\($0).lock")
        }
    }
}
