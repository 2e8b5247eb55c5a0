import AsyncHTTPClient
import MeshCore
import MeshRuntime
import MeshStore
import NIOCore

/// Payments put together: the ways of paying, their books, and what is heard of them from outside.
struct PaymentDesk: Sendable {
    /// The ways of paying: `invoice` always, `stripe` when there is a key for it.
    let methods: PaymentMethods
    let ledger: PaymentLedger
    private let secrets: StripeSecrets
    private let hints: PaymentHints

    /// - Parameters:
    ///   - configuration: What is set for payments.
    ///   - store: The store of orders.
    ///   - clock: The wall clock.
    ///   - pauses: Measures the pauses between tries.
    ///   - group: The event loops of connections to the outside.
    /// - Throws: `StripeSecrets.Unreadable`.
    init(
        _ configuration: PaymentConfiguration, store: Store, clock: any WallClock,
        pauses: any Clock<Duration> = ContinuousClock(),
        group: any EventLoopGroup = HTTPClient.defaultEventLoopGroup
    ) throws {
        secrets = try configuration.secrets()
        ledger = PaymentLedger(store: store, clock: clock)
        hints = PaymentHints(store: store, clock: clock)
        self.clock = clock
        var providers: [String: any PaymentProvider] = [
            "invoice": InvoiceProvider(ledger: ledger, limits: configuration.invoiceLimits)
        ]
        if let key = secrets.key {
            let settings = configuration.stripe(key)
            var random = SystemRandomNumberGenerator()
            let api = StripeAPI(settings, group: group, pauses: pauses, seed: random.next())
            providers["stripe"] = StripeProvider(api: api, receipts: settings.receipts)
        }
        methods = PaymentMethods(providers)
    }

    private let clock: any WallClock

    /// Adds the operations of payments.
    ///
    /// - Parameters:
    ///   - api: The operations of orders.
    ///   - listener: Who waits for payments to move on; nil when nobody does.
    ///   - cursors: Signs those of lists.
    ///   - keys: Where claims of idempotency keys are kept.
    func add(
        to api: inout API, waking listener: (any PaymentListener)?, cursors: Cursors, keys: IdempotencyKeys
    ) {
        StripeWebhookRoutes(hints: hints, listener: listener, secrets: secrets, clock: clock).add(to: &api)
        ReceivableRoutes(ledger: ledger, cursors: cursors, keys: keys).add(to: &api)
    }
}
