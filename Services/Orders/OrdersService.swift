import CatalogAPI
import FoundationEssentials
package import Logging
package import MeshCore
package import MeshRuntime
package import MeshStore
package import MeshTransport
import OrchestratorAPI
import ServiceLifecycle

/// Orders put together: the store, the routes, and the work beside them.
package struct OrdersService: MeshService {
    package let api: API
    package let idempotency: IdempotencyKeys?
    package let checks: [HealthCheck]

    let store: OrdersStore
    let checkout: CheckoutAssembly
    private let work: OrdersWork

    /// Opens the store and declares the routes.
    ///
    /// - Parameters:
    ///   - configuration: Orders' own.
    ///   - catalog: Calls the service that tells prices and keeps stock.
    ///   - orchestrator: Calls the service that runs workflows; nil to do without.
    ///   - dataDirectory: Where the store is, shared by all instances.
    ///   - instance: This instance's id, unique to the process: the owner of its leases.
    ///   - clock: The wall clock.
    ///   - pauses: Measures the pauses of the work beside requests.
    ///   - observer: Is told of every step of every checkout; for tests that stop one there.
    ///   - logger: Hears what no caller is told.
    /// - Throws: `StoreError`; `SecretFile.Failure` when a key cannot be read or made; `StripeSecrets.Unreadable`.
    package init(
        _ configuration: OrdersConfiguration, catalog: ServiceClient, orchestrator: ServiceClient? = nil,
        dataDirectory: String, instance: String,
        clock: any WallClock = SystemWallClock(), pauses: any Clock<Duration> = ContinuousClock(),
        observer: CheckoutObserver = .none, logger: Logger
    ) throws {
        try self.init(
            configuration, catalog: catalog, orchestrator: orchestrator, dataDirectory: dataDirectory,
            instance: instance, clock: clock,
            pauses: pauses, checkouts: CheckoutSettings(), methods: nil, observer: observer, logger: logger)
    }

    /// The same with other limits of checkouts, or other ways of paying than the configured ones.
    init(
        _ configuration: OrdersConfiguration, catalog: ServiceClient, orchestrator: ServiceClient? = nil,
        dataDirectory: String, instance: String, clock: any WallClock, pauses: any Clock<Duration>,
        checkouts: CheckoutSettings, methods: PaymentMethods?,
        observer: CheckoutObserver, logger: Logger
    ) throws {
        let file = try Store.open(
            path: "\(dataDirectory)/\(OrdersStore.fileName)", migrations: OrdersSchema.migrations, clock: clock,
            logger: logger)
        store = OrdersStore(
            store: file, keptEvents: configuration.keptEvents, invoicePrefix: configuration.invoicePrefix,
            startsFulfilment: orchestrator != nil, clock: clock)
        let vault = AnswerVault(secret: try SecretFile(path: "\(dataDirectory)/orders.answers").load())
        let keys = IdempotencyKeys(store: file, clock: clock, protection: vault.protection)
        idempotency = keys
        checks = [HealthCheck("store") { try await file.proveWritable() }]
        let cursors = Cursors(secret: try SecretFile(path: "\(dataDirectory)/orders.cursors").load())
        let payments = try PaymentDesk(configuration.payments, store: file, clock: clock, pauses: pauses)
        let methods = methods ?? payments.methods
        let workflows = orchestrator.map(OrchestratorClient.init)
        checkout = CheckoutAssembly(
            store: store, catalog: CatalogClient(catalog),
            workflow: workflows.map { CheckoutWorkflow(orchestrator: $0, logger: logger) },
            share: configuration.checkoutWorkflow, methods: methods,
            secret: try SecretFile(path: "\(dataDirectory)/orders.secrets").load(), settings: checkouts, clock: clock,
            pauses: pauses, observer: observer, logger: logger)
        let shop = try OrdersAssembly(
            configuration, store: store, methods: methods,
            desk: CatalogDesk(
                client: CatalogClient(catalog), patience: configuration.catalogPatience, logger: logger),
            cursors: cursors, keys: keys,
            instance: instance, pauses: pauses, logger: logger)
        var api = API(title: "Orders", version: "1")
        shop.add(to: &api)
        checkout.routes.add(to: &api)
        checkout.steps.add(to: &api)
        ErasureRoutes(store: store, retention: configuration.invoiceRetention).add(to: &api)
        payments.add(
            to: &api, waking: WaitingCheckouts(runner: checkout.runner, clock: clock), cursors: cursors, keys: keys)
        self.api = api
        var work = OrdersWork()
        work.add(IdempotencySweeper(keys: keys, pauses: pauses, logger: logger).run)
        work.add(checkout.runner.run)
        shop.add(to: &work)
        if let workflows {
            let folder = URL(filePath: dataDirectory).appending(path: "fulfilment").path(percentEncoded: false)
            let starter = FulfilmentStarter(
                store: store, orchestrator: workflows, workflow: configuration.fulfilmentWorkflow, folder: folder,
                leases: Leases(store: file, owner: instance, clock: clock), pauses: pauses, logger: logger)
            work.add(starter.run)
        }
        self.work = work
    }

    /// Works beside requests until the service ends, then closes the store.
    package func run() async throws {
        do {
            try await cancelWhenGracefulShutdown { [work] in try await work.run() }
        } catch is CancellationError {
            // The way in which it ends.
        }
        try await store.store.close()
    }
}
