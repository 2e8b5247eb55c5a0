package import MeshRuntime

/// What may be set for orders, and why each limit is what it is.
package struct OrdersConfiguration: MeshConfiguration {
    package static let service = "orders"
    package static let summary = "orders: carts, checkout, payments and the history of purchases."

    let keptEvents: Int
    let invoicePrefix: String

    // A day of a busy shop; receivers that were away for longer read the lists.
    private static let keptEventsKey = ConfigurationKey.integer(
        "events.kept", in: 100...10_000_000, default: 1_000_000, "Events kept for receivers; beyond it the oldest go.")
    private static let invoicePrefixKey = ConfigurationKey.string(
        "invoice.prefix", default: "R", "What the numbers of invoices begin with.")

    package static let keys: [any AnyConfigurationKey] = [keptEventsKey, invoicePrefixKey]

    package init(_ values: ConfigurationValues) throws(ConfigurationError) {
        keptEvents = values[Self.keptEventsKey]
        invoicePrefix = values[Self.invoicePrefixKey]
    }
}
