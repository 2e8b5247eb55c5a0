import Logging
import MeshCore

/// Deletes what state machines leave that were deleted, piece by piece, once their executions have ended.
struct DeletionSweeper: Sendable {
    private static let interval: Duration = .seconds(5)
    private static let piece = 500

    let store: OrchestratorStore
    let pauses: any Clock<Duration>
    let logger: Logger

    /// Works until the task is cancelled.
    ///
    /// - Throws: `CancellationError`.
    func run() async throws {
        while true {
            try await pauses.sleep(for: Self.interval)
            do {
                while try await store.sweepDeleted(limit: Self.piece) {}
            } catch let error as CancellationError {
                throw error
            } catch {
                logger.warning("Failed to sweep deleted state machines", metadata: ["error": "\(error)"])
            }
        }
    }
}
