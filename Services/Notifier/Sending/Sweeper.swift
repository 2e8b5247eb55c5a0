import Logging
import MeshCore
import MeshStore

/// Removes what is old. Any number of instances do so.
struct Sweeper: Sendable {
    let store: NotifierStore
    /// How long deliveries are kept that are done with: so long a key is known.
    let deliveries: Duration
    /// How long notifications are kept in inboxes.
    let inbox: Duration

    private static let period: Duration = .seconds(60)
    /// Rows of one transaction, so that nobody waits long for it.
    private static let limit = 500

    /// Sweeps until the task is cancelled.
    ///
    /// - Throws: `CancellationError`.
    func run(pauses: any Clock<Duration>, logger: Logger) async throws {
        while true {
            try await pauses.sleep(for: Self.period)
            do {
                _ = try await sweep()
            } catch let error as StoreError {
                logger.warning("Failed to remove old rows", metadata: ["error": "\(error)"])
            }
        }
    }

    /// - Returns: How many deliveries and notifications were removed.
    /// - Throws: `StoreError`.
    func sweep() async throws -> Int {
        let now = store.clock.now()
        var removed = 0
        while true {
            let count = try await store.sweep(
                deliveriesBefore: now - deliveries, inboxBefore: now - inbox, limit: Self.limit)
            removed += count
            if count < Self.limit { return removed }
        }
    }
}
