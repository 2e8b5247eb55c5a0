import CatalogAPI
import Logging
import MeshCore
import MeshRuntime
import MeshStore

/// The parts of checkout, put together.
struct CheckoutAssembly: Sendable {
    let desk: CheckoutDesk
    let runner: StepRunner
    let routes: CheckoutRoutes
    /// The steps for the workflow.
    let steps: CheckoutStepRoutes

    /// - Parameters:
    ///   - store: The store of orders.
    ///   - catalog: Prices, and the stock.
    ///   - workflow: Fires the workflow of checkouts; nil where there is no orchestrator.
    ///   - share: What the workflow drives.
    ///   - methods: The ways of paying.
    ///   - secret: The 32 bytes of the key file from which guests' order secrets follow.
    ///   - observer: Is told of every step; nobody outside of tests.
    init(
        store: OrdersStore, catalog: CatalogClient, workflow: CheckoutWorkflow?, share: WorkflowShare,
        methods: PaymentMethods, secret: [UInt8],
        settings: CheckoutSettings, clock: any WallClock, pauses: any Clock<Duration>, observer: CheckoutObserver,
        logger: Logger
    ) {
        // A process may hold several instances in tests, so its mark alone names none of them.
        let owner = "\(ProcessMark.own)/\(UInt64.random(in: 0 ... .max))"
        let checkouts = CheckoutStore(orders: store, owner: owner)
        let secrets = OrderSecrets(secret: secret)
        let run = CheckoutRun(
            store: checkouts, stock: CatalogStock(catalog: catalog, settings: settings, logger: logger),
            payments: PaymentSteps(methods: methods, logger: logger), secrets: secrets, settings: settings,
            clock: clock, pauses: pauses, observer: observer, metrics: CheckoutMetrics(settings), logger: logger)
        runner = StepRunner(run, workflow: workflow, share: share) { owner in
            ProcessMark.isAlive(String(owner.prefix { $0 != "/" }))
        }
        // What the workflow is to drive is the workflow's from its first write on: that saves a second one.
        let isWorkflows = workflow != nil && share == .all
        desk = CheckoutDesk(
            store: isWorkflows ? checkouts.driven : checkouts, runner: runner,
            pricing: CheckoutPricing(catalog: catalog), methods: methods,
            settings: settings, clock: clock, pauses: pauses, observer: observer)
        routes = CheckoutRoutes(desk: desk, secrets: secrets)
        steps = CheckoutStepRoutes(runner: runner)
    }

    /// Goes on at once with the checkout of a payment that something has happened to, if one waits for it.
    ///
    /// - Returns: Whether one did.
    /// - Throws: `StoreError`.
    @discardableResult
    func hasten(_ payment: PaymentReference) async throws -> Bool {
        let waits = try await desk.store.hasten(payment, at: desk.clock.now())
        if waits { runner.wake() }
        return waits
    }
}
