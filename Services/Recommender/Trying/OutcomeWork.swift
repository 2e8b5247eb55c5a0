import Logging

/// Finds the answers that outcomes belong to, in every instance: what one has found, it removes in the same transaction, so nothing
/// waits for an instance that has died, and no outcome counts twice.
struct OutcomeWork: Sendable {
    let store: RecommenderStore
    let settings: ExperimentSettings
    let pauses: any Clock<Duration>
    let logger: Logger

    /// How often it is looked, by a read of some microseconds where there is nothing.
    private static let pause: Duration = .milliseconds(200)
    /// The pause after a failure.
    private static let patience: Duration = .seconds(1)

    /// Looks until the task is cancelled.
    ///
    /// - Throws: `CancellationError`.
    func run() async throws {
        while true {
            do {
                if try await store.settle(settings) { continue }
                try await pauses.sleep(for: Self.pause)
            } catch let error as CancellationError {
                throw error
            } catch {
                try Task.checkCancellation()
                logger.error("Failed to find what outcomes belong to", metadata: ["error": "\(error)"])
                try await pauses.sleep(for: Self.patience)
            }
        }
    }
}
