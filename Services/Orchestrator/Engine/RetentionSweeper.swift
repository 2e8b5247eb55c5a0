import Logging
import MeshCore

/// Removes executions that ended long ago, in small pieces, so that no step waits for long behind one.
struct RetentionSweeper: Sendable {
    /// How late an execution may go.
    private static let interval: Duration = .seconds(60)
    /// Rows of one transaction: some milliseconds of the write lock.
    private static let piece = 500
    /// Between two pieces, for the steps of executions.
    private static let breath: Duration = .milliseconds(10)

    let store: OrchestratorStore
    /// For how long an execution stays after its end.
    let retention: Duration
    let pauses: any Clock<Duration>
    let logger: Logger

    /// Works until the task is cancelled.
    ///
    /// - Throws: `CancellationError`.
    func run() async throws {
        while true {
            do {
                try await sweep()
            } catch let error as CancellationError {
                throw error
            } catch {
                logger.warning("Failed to remove old executions", metadata: ["error": "\(error)"])
            }
            try await pauses.sleep(for: Self.interval)
        }
    }

    /// Removes all that is due.
    ///
    /// - Throws: `CancellationError`; `StoreError`.
    func sweep() async throws {
        let moment = store.clock.now() - retention
        while try await store.removeExecutions(endedBefore: moment, limit: Self.piece) {
            try await pauses.sleep(for: Self.breath)
        }
    }
}
