import Logging
import MeshCore
import MeshStore

/// Tells when planned prices begin and end, and clears away deleted lists, in one instance at a time.
///
/// No price waits for it: a quote looks at the time itself.
struct PriceSweeper: Sendable {
    /// So late a planned change may be told.
    private static let pause: Duration = .seconds(1)

    private let prices: PriceStore
    private let keeper: LeaseKeeper
    private let pauses: any Clock<Duration>
    private let logger: Logger

    /// - Parameters:
    ///   - prices: What is swept.
    ///   - leases: In whose name.
    ///   - pauses: Measures the pauses.
    ///   - logger: Hears of failures.
    init(prices: PriceStore, leases: Leases, pauses: any Clock<Duration>, logger: Logger) {
        self.prices = prices
        self.pauses = pauses
        self.logger = logger
        keeper = LeaseKeeper(leases: leases, name: "price-sweeper", clock: pauses, logger: logger)
    }

    /// Sweeps while the lease is held, until the task is cancelled.
    ///
    /// - Throws: `CancellationError`.
    func run() async throws {
        try await keeper.run { [self] lease in
            while true {
                do {
                    try await sweep(under: lease)
                } catch let error as CancellationError {
                    throw error
                } catch {
                    logger.warning("Failed to sweep prices", metadata: ["error": "\(error)"])
                }
                try await pauses.sleep(for: Self.pause)
            }
        }
    }

    /// Does all that is due now.
    ///
    /// - Throws: `StoreError`, `CancellationError`.
    func sweep(under lease: Lease) async throws {
        guard try prices.hasWork() else { return }
        while try await prices.tellDue(under: lease) == PriceStore.batch {}
        while try await prices.removeDeleted(under: lease) {}
    }
}
