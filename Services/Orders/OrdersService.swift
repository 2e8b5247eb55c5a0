package import Logging
package import MeshCore
package import MeshRuntime
package import MeshStore
import ServiceLifecycle

/// Orders put together: the store, the routes, and the work beside them.
package struct OrdersService: MeshService {
    package let api: API
    package let idempotency: IdempotencyKeys?
    package let checks: [HealthCheck]

    private let store: Store
    private let sweeper: IdempotencySweeper

    /// Opens the store and declares the routes.
    ///
    /// - Parameters:
    ///   - configuration: Orders' own.
    ///   - dataDirectory: Where the store is, shared by all instances.
    ///   - clock: The wall clock.
    ///   - pauses: Measures the pauses of the work beside requests.
    ///   - logger: Hears what no caller is told.
    /// - Throws: `StoreError`.
    package init(
        _ configuration: OrdersConfiguration, dataDirectory: String, clock: any WallClock = SystemWallClock(),
        pauses: any Clock<Duration> = ContinuousClock(), logger: Logger
    ) throws {
        let file = try Store.open(
            path: "\(dataDirectory)/orders.sqlite", migrations: OrdersSchema.migrations, clock: clock, logger: logger)
        let keys = IdempotencyKeys(store: file, clock: clock)
        store = file
        sweeper = IdempotencySweeper(keys: keys, pauses: pauses, logger: logger)
        idempotency = keys
        checks = [HealthCheck("store") { try await file.proveWritable() }]
        api = API(title: "Orders", version: "1")
    }

    /// Sweeps expired idempotency keys until the service ends, then closes the store.
    package func run() async throws {
        do {
            try await cancelWhenGracefulShutdown { [sweeper] in try await sweeper.run() }
        } catch is CancellationError {
            // The way in which it ends.
        }
        try await store.close()
    }
}
