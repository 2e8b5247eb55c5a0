import Logging
import MeshCore
import MeshRuntime
import MeshStore

/// Carts, orders and what comes after them, put together: checkout and payments are put together beside it.
struct OrdersAssembly: Sendable {
    let carts: CartKeeper
    let aftercare: Aftercare
    private let sweeper: CartSweeper
    private let store: OrdersStore
    private let cursors: Cursors
    private let keys: IdempotencyKeys
    private let rules: ReturnRules
    private let invoices: InvoiceRoutes

    /// - Parameters:
    ///   - configuration: Orders' own.
    ///   - store: The carts and orders.
    ///   - methods: Who gives money back.
    ///   - desk: Tells prices, and takes goods back.
    ///   - cursors: Signs those of lists.
    ///   - keys: Where claims of idempotency keys are kept.
    ///   - instance: The owner of leases.
    ///   - pauses: Measures the pauses of the work beside requests.
    ///   - logger: Hears what no caller is told.
    /// - Throws: When the invoice's template is broken.
    init(
        _ configuration: OrdersConfiguration, store: OrdersStore, methods: PaymentMethods, desk: CatalogDesk,
        cursors: Cursors, keys: IdempotencyKeys, instance: String, pauses: any Clock<Duration>, logger: Logger
    ) throws {
        self.store = store
        self.cursors = cursors
        self.keys = keys
        let clock = store.clock
        carts = CartKeeper(
            store: store, desk: desk, lifetime: configuration.cartLifetime, currency: configuration.currency,
            clock: clock)
        sweeper = CartSweeper(
            store: store, lifetime: configuration.cartLifetime, clock: clock, pauses: pauses, logger: logger)
        aftercare = Aftercare(
            store: store, methods: methods, desk: desk,
            leases: Leases(store: store.store, owner: instance, clock: clock), pauses: pauses, logger: logger)
        rules = ReturnRules(window: configuration.returnWindow)
        invoices = InvoiceRoutes(store: store, page: try InvoicePage(), seller: configuration.seller)
    }

    /// Adds the operations.
    func add(to api: inout API) {
        CartRoutes(keeper: carts).add(to: &api)
        PurchaseRoutes(store: store, cursors: cursors).add(to: &api)
        FeedRoutes(store: store).add(to: &api)
        ReminderRoutes(store: store, cursors: cursors).add(to: &api)
        SaleRoutes(store: store, cursors: cursors).add(to: &api)
        OrderRoutes(store: store, aftercare: aftercare, cursors: cursors).add(to: &api)
        ReturnRoutes(store: store, aftercare: aftercare, rules: rules, keys: keys).add(to: &api)
        RefundRoutes(store: store, aftercare: aftercare, keys: keys).add(to: &api)
        invoices.add(to: &api)
    }

    /// Adds the work beside requests.
    func add(to work: inout OrdersWork) {
        work.add(sweeper.run)
        work.add(aftercare.run)
    }
}
