import EventsAPI
import Logging
import MeshCore

/// Reads the log for signals, in every instance: each waits for what comes, and of those who have read the same page the first one
/// counts it. So nothing waits for an instance that has died, and nothing is counted twice.
struct SignalWork: Sendable {
    let events: EventsClient
    let store: RecommenderStore
    let settings: SignalSettings
    let pauses: any Clock<Duration>
    let logger: Logger

    /// How often it is looked whether the topic is there.
    private static let pause: Duration = .milliseconds(500)

    /// How often it is looked whether the topic has got more partitions.
    private static let growthPause: Duration = .seconds(5)

    /// Reads until the task is cancelled.
    ///
    /// - Throws: `CancellationError`.
    func run() async throws {
        while true {
            let count = try await partitionCount()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for partition in 0..<count {
                    group.addTask { try await SignalFollower(partition: partition, work: self).run() }
                }
                group.addTask {
                    repeat { try await pauses.sleep(for: Self.growthPause) } while try await partitionCount() <= count
                }
                // Readers go on for ever: what ends is the look for more partitions.
                try await group.next()
                group.cancelAll()
            }
        }
    }

    /// How many partitions the topic has, once it is there.
    private func partitionCount() async throws -> Int {
        while true {
            do {
                if let topic = try await events.topic(settings.topic) { return topic.partitions.count }
            } catch let error as CancellationError {
                throw error
            } catch {
                try Task.checkCancellation()
                logger.warning("Failed to ask for the topic", metadata: ["error": "\(error)"])
            }
            try await pauses.sleep(for: Self.pause)
        }
    }
}
