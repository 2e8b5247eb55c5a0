package import Logging
import MeshCore

/// Removes keys that have expired. Every instance may run one: what one has removed, another does not find.
package struct IdempotencySweeper: Sendable {
    private let keys: IdempotencyKeys
    private let pauses: any Clock<Duration>
    private let logger: Logger

    package init(keys: IdempotencyKeys, pauses: any Clock<Duration> = ContinuousClock(), logger: Logger) {
        self.keys = keys
        self.pauses = pauses
        self.logger = logger
    }

    /// Sweeps until the task is cancelled.
    ///
    /// - Throws: `CancellationError`.
    package func run() async throws {
        while true {
            do {
                while try await sweep() == keys.configuration.sweep {}
            } catch let error as StoreError {
                logger.warning("Failed to sweep", metadata: ["error": "\(error)"])
            }
            try await pauses.sleep(for: keys.configuration.sweepEvery)
        }
    }

    /// Removes some of what has expired.
    ///
    /// - Returns: How many keys; fewer than ``IdempotencyConfiguration/sweep`` when none is left.
    /// - Throws: ``StoreError``.
    package func sweep() async throws -> Int {
        try await keys.store.write { [keys] db in
            try IdempotencyTable.removeExpired(at: keys.clock.now(), limit: keys.configuration.sweep, db)
        }
    }
}
