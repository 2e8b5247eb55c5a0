import MeshCore
package import MeshRuntime

/// What may be set for orders, and why each limit is what it is.
package struct OrdersConfiguration: MeshConfiguration {
    package static let service = "orders"
    package static let summary = "orders: carts, checkout, payments and the history of purchases."

    let keptEvents: Int
    let currency: Currency
    let cartLifetime: Duration
    let catalogPatience: Duration
    let returnWindow: Duration
    let checkoutWorkflow: WorkflowShare
    let fulfilmentWorkflow: String
    let invoicePrefix: String
    /// How long invoices are kept when their buyer is erased.
    let invoiceRetention: Duration
    let seller: Seller
    let payments: PaymentConfiguration

    // A day of a busy shop; receivers that were away for longer read the lists.
    private static let keptEventsKey = ConfigurationKey.integer(
        "events.kept", in: 100...10_000_000, default: 1_000_000, "Events kept for receivers; beyond it the oldest go.")
    private static let currencyKey = ConfigurationKey(
        "currency", form: "a code of ISO 4217", default: Currency.eur, standardText: "EUR",
        "What carts are priced in unless they say otherwise."
    ) { Currency($0) }
    // Somebody who comes back after a season finds what they had chosen.
    private static let cartDaysKey = ConfigurationKey.integer(
        "carts.days", in: 1...3650, default: 90, "Days that a guest's cart is kept after it was last touched.")
    // Who looks at a cart sees the last known prices rather than wait for longer.
    private static let catalogPatienceKey = ConfigurationKey.duration(
        "catalog.patience", in: .milliseconds(10)...(.seconds(30)), default: .seconds(1),
        "How long a cart waits for the prices of the moment.")
    // While its buyer waits, orders carries a checkout with two syncs and no detour; what takes longer is the workflow's.
    private static let checkoutWorkflowKey = ConfigurationKey.choice(
        "checkout.workflow", default: WorkflowShare.unfinished,
        "Which checkouts the workflow of that name drives: all, none, or those that outlive their request or process.")
    private static let fulfilmentKey = ConfigurationKey.string(
        "fulfilment.workflow", default: "fulfil-order",
        "The workflow that a paid order starts; nothing happens where it is not deployed.")
    // Twice the fourteen days that the law of the European Union asks for.
    private static let returnDaysKey = ConfigurationKey.integer(
        "returns.days", in: 0...3650, default: 28, "Days after delivery in which goods may come back.")
    private static let invoicePrefixKey = ConfigurationKey.string(
        "invoice.prefix", default: "R", "What the numbers of invoices begin with.")
    // What tax laws commonly ask for.
    private static let invoiceYearsKey = ConfigurationKey.integer(
        "invoice.years", in: 0...100, default: 10, "Years for which invoices are kept when their buyer is erased.")
    private static let sellerNameKey = ConfigurationKey.string(
        "invoice.seller", default: "Orrery Demo Shop", "Who sells, as invoices name them.")
    private static let sellerAddressKey = ConfigurationKey.list(
        "invoice.address", default: ["Example Street 1", "10115 Berlin", "Germany"],
        "The lines of the seller's address.")
    private static let taxNumberKey = ConfigurationKey.optionalString(
        "invoice.taxNumber", "The number under which the tax office knows the seller.")
    private static let taxRateKey = ConfigurationKey.integer(
        "invoice.taxRate", in: 0...10_000, default: 1900, "The tax that prices include, in basis points; 0 for none.")
    private static let noteKey = ConfigurationKey.string(
        "invoice.note", default: "Thank you for your order.", "What stands at the foot of invoices.")

    package static let keys: [any AnyConfigurationKey] =
        [
            keptEventsKey, currencyKey, cartDaysKey, catalogPatienceKey, checkoutWorkflowKey, fulfilmentKey,
            returnDaysKey, invoicePrefixKey, invoiceYearsKey, sellerNameKey,
            sellerAddressKey, taxNumberKey, taxRateKey, noteKey,
        ] + PaymentConfiguration.keys

    package init(_ values: ConfigurationValues) throws(ConfigurationError) {
        keptEvents = values[Self.keptEventsKey]
        currency = values[Self.currencyKey]
        cartLifetime = .seconds(values[Self.cartDaysKey] * 86_400)
        catalogPatience = values[Self.catalogPatienceKey]
        checkoutWorkflow = values[Self.checkoutWorkflowKey]
        fulfilmentWorkflow = values[Self.fulfilmentKey]
        returnWindow = .seconds(values[Self.returnDaysKey] * 86_400)
        invoicePrefix = values[Self.invoicePrefixKey]
        invoiceRetention = .seconds(values[Self.invoiceYearsKey] * 366 * 86_400)
        seller = Seller(
            name: values[Self.sellerNameKey], address: values[Self.sellerAddressKey],
            taxNumber: values[Self.taxNumberKey], taxRate: Int64(values[Self.taxRateKey]),
            note: values[Self.noteKey])
        payments = PaymentConfiguration(values)
    }
}
