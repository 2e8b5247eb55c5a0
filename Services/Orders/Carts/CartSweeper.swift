import Logging
import MeshCore
import MeshStore

/// Removes carts that have had their time. It deletes by age only, so it does no harm when two instances sweep at once.
struct CartSweeper: Sendable {
    private static let pause = Duration.seconds(60)
    private static let batch = 500

    let store: OrdersStore
    /// How long a cart is kept after it came to its end.
    let lifetime: Duration
    let clock: any WallClock
    let pauses: any Clock<Duration>
    let logger: Logger

    /// Sweeps until the task is cancelled.
    ///
    /// - Throws: `CancellationError`.
    func run() async throws {
        while true {
            do {
                while try await sweep() >= Self.batch {}
            } catch let error as StoreError {
                logger.warning("Failed to sweep carts", metadata: ["error": "\(error)"])
            }
            try await pauses.sleep(for: Self.pause)
        }
    }

    /// Removes some.
    ///
    /// - Returns: How many; fewer than a batch when none is left.
    /// - Throws: `StoreError`.
    func sweep() async throws -> Int {
        let now = clock.now()
        return try await store.sweepCarts(expiredBy: now, endedBefore: now - lifetime, limit: Self.batch)
    }
}
