import EventsAPI
import Logging
import MeshStore

/// The work beside requests, in one instance at a time: reading the log, following the sites, laying out days.
struct ReportingWork: Sendable {
    let parts: WorkParts
    let leases: Leases

    /// A dead holder of the lease keeps events from being counted for so long.
    private static let term: Duration = .seconds(3)
    /// How often it is looked whether the topic is there.
    private static let pause: Duration = .milliseconds(500)

    /// Works while the lease is held, and begins anew after a failure.
    ///
    /// - Throws: `CancellationError`.
    func run() async throws {
        let keeper = LeaseKeeper(
            leases: leases, name: "reporting", term: Self.term, clock: parts.pauses, logger: parts.logger)
        while true {
            do {
                try await keeper.run { lease in try await work(under: lease) }
            } catch let error as CancellationError {
                throw error
            } catch {
                try Task.checkCancellation()
                parts.logger.error("Failed to follow the log", metadata: ["error": "\(error)"])
                try await parts.pauses.sleep(for: Self.term)
            }
        }
    }

    private func work(under lease: Lease) async throws {
        let count = try await partitionCount()
        try await parts.store.begin(partitions: count, under: lease)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await SiteWatch(parts: parts).run(under: lease) }
            group.addTask { try await Sealer(parts: parts).run(under: lease) }
            for partition in 0..<count {
                group.addTask { try await PartitionReader(partition: partition, parts: parts).run(under: lease) }
            }
            try await group.waitForAll()
        }
    }

    /// How many partitions the topic has, once it is there.
    private func partitionCount() async throws -> Int {
        while true {
            do {
                if let topic = try await parts.events.topic(parts.configuration.topic) { return topic.partitions.count }
            } catch let error as CancellationError {
                throw error
            } catch {
                try Task.checkCancellation()
                parts.logger.warning("Failed to ask for the topic", metadata: ["error": "\(error)"])
            }
            try await parts.pauses.sleep(for: Self.pause)
        }
    }
}
