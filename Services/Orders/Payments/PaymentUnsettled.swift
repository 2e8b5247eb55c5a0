/// Where a payment stands cannot be learned now; later again.
struct PaymentUnsettled: Error, Hashable, Sendable {
    /// Why, for the log.
    var reason: String
}
