/// By what a provider is asked for a payment: our reference, and how to find it most cheaply.
///
/// ``PaymentHistory/uncertain`` is always right; the others save a search.
struct PaymentKey: Hashable, Sendable {
    var reference: PaymentReference
    var history: PaymentHistory

    init(_ reference: PaymentReference, _ history: PaymentHistory = .uncertain) {
        self.reference = reference
        self.history = history
    }

    /// The key with the id of the provider when there is one.
    init(_ reference: PaymentReference, providerID: String?) {
        self.init(reference, providerID.map { .known(providerID: $0) } ?? .uncertain)
    }
}
