import Logging
import MeshCore
import MeshStore

/// Lets holds expire in time, and forgets reservations that ended long ago, in one instance at a time.
///
/// Nothing waits for it: whoever meets a hold whose time is over lets it expire by itself.
struct StockSweeper: Sendable {
    /// So long the id of a finished reservation means that reservation: longer than anybody tries again.
    static let memory: Duration = .seconds(30 * 86_400)
    /// So long a hold that is over may look like one that is not, to those who only read levels.
    private static let pause: Duration = .seconds(1)
    /// Reservations of one write: a few milliseconds of the writer's time.
    private static let batch = 100
    /// Batches between two looks at what is due.
    private static let forgottenAtOnce = 10

    private let stock: StockStore
    private let keeper: LeaseKeeper
    private let pauses: any Clock<Duration>
    private let logger: Logger

    /// - Parameters:
    ///   - stock: What is swept.
    ///   - leases: In whose name.
    ///   - pauses: Measures the pauses.
    ///   - logger: Hears of failures.
    init(stock: StockStore, leases: Leases, pauses: any Clock<Duration>, logger: Logger) {
        self.stock = stock
        self.pauses = pauses
        self.logger = logger
        keeper = LeaseKeeper(leases: leases, name: "stock-sweeper", clock: pauses, logger: logger)
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
                    logger.warning("Failed to sweep stock", metadata: ["error": "\(error)"])
                }
                try await pauses.sleep(for: Self.pause)
            }
        }
    }

    private func sweep(under lease: Lease) async throws {
        while try await stock.expireDue(limit: Self.batch, under: lease) == Self.batch {}
        let time = stock.clock.now() - Self.memory
        for _ in 0..<Self.forgottenAtOnce {
            let count = try await stock.forget(finishedBefore: time, limit: Self.batch, under: lease)
            guard count == Self.batch else { break }
        }
    }
}
