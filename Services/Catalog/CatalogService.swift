package import Logging
package import MeshCore
package import MeshRuntime
package import MeshStore
import ServiceLifecycle

/// The catalog put together: the store, the memory before it, the routes, and the work beside them.
package struct CatalogService: MeshService {
    package let api: API
    package let idempotency: IdempotencyKeys?
    package let checks: [HealthCheck]

    let store: CatalogStore
    let clock: any WallClock
    package let stock: StockStore
    let search: CatalogSearch
    private let sweeper: IdempotencySweeper
    private let stockSweeper: StockSweeper
    let prices: PriceStore
    private let priceSweeper: PriceSweeper

    /// Opens the store and declares the routes.
    ///
    /// - Parameters:
    ///   - configuration: The catalog's own.
    ///   - dataDirectory: Where the store and the cursors' key are, shared by all instances.
    ///   - instance: This instance's id, unique to the process.
    ///   - clock: The wall clock.
    ///   - pauses: Measures the pauses of the work beside requests.
    ///   - logger: Hears what no caller is told.
    /// - Throws: `StoreError`; `SecretFile.Failure` when the cursors' key cannot be read or made.
    package init(
        _ configuration: CatalogConfiguration, dataDirectory: String, instance: String = "catalog",
        clock: any WallClock = SystemWallClock(), pauses: any Clock<Duration> = ContinuousClock(), logger: Logger
    ) throws {
        let file = try Store.open(
            path: "\(dataDirectory)/\(CatalogStore.fileName)", migrations: CatalogSchema.migrations, clock: clock,
            logger: logger)
        self.clock = clock
        store = CatalogStore(store: file, keptEvents: configuration.keptEvents, clock: clock)
        stock = StockStore(store: file, keptEvents: configuration.keptEvents, clock: clock)
        prices = PriceStore(store: file, keptEvents: configuration.keptEvents, clock: clock)
        let keys = IdempotencyKeys(store: file, clock: clock)
        sweeper = IdempotencySweeper(keys: keys, pauses: pauses, logger: logger)
        idempotency = keys
        let leases = Leases(store: file, owner: instance, clock: clock)
        stockSweeper = StockSweeper(stock: stock, leases: leases, pauses: pauses, logger: logger)
        priceSweeper = PriceSweeper(prices: prices, leases: leases, pauses: pauses, logger: logger)
        search = try CatalogSearch(
            products: file, directory: dataDirectory, instance: instance, clock: clock, pauses: pauses, logger: logger)
        checks = [HealthCheck("store") { try await file.proveWritable() }]
        let reader = ProductReader(
            store: store, countLimit: configuration.cachedProducts, byteLimit: configuration.cachedBytes)
        var api = API(title: "Catalog", version: "1")
        ProductRoutes(store: store, reader: reader, keys: keys, clock: clock).add(to: &api)
        let cursors = Cursors(secret: try SecretFile(path: "\(dataDirectory)/catalog.cursors").load())
        ListRoutes(store: store, cursors: cursors).add(to: &api)
        CategoryRoutes(store: store).add(to: &api)
        SearchRoutes(search: search, cursors: cursors).add(to: &api)
        ImportRoutes(store: store, clock: clock).add(to: &api)
        StockRoutes(stock: stock, keys: keys, cursors: cursors).add(to: &api)
        StockWatchRoutes(stock: stock).add(to: &api)
        ReservationRoutes(stock: stock, cursors: cursors).add(to: &api)
        PriceRoutes(prices: prices, cursors: cursors).add(to: &api)
        PriceListRoutes(prices: prices, keys: keys, cursors: cursors, clock: clock).add(to: &api)
        PriceRuleRoutes(prices: prices, cursors: cursors).add(to: &api)
        self.api = api
    }

    /// Sweeps expired idempotency keys and reservations, tells of planned prices, and follows the products for the search,
    /// until the service ends; then closes the stores.
    package func run() async throws {
        do {
            try await cancelWhenGracefulShutdown { [sweeper, stockSweeper, priceSweeper, search] in
                try await withThrowingTaskGroup { group in
                    group.addTask { try await sweeper.run() }
                    group.addTask { try await stockSweeper.run() }
                    group.addTask { try await search.indexer.run() }
                    group.addTask { try await priceSweeper.run() }
                    try await group.waitForAll()
                }
            }
        } catch is CancellationError {
            // The way in which it ends.
        }
        try await search.close()
        try await store.store.close()
    }
}
