/// What came of an authorisation.
struct PaymentAnswer: Hashable, Sendable {
    var outcome: PaymentOutcome
    /// The provider's own id of the payment as soon as there is one, whatever the outcome: to be kept, so that later
    /// calls need not search.
    var providerID: String?

    init(_ outcome: PaymentOutcome, providerID: String? = nil) {
        self.outcome = outcome
        self.providerID = providerID
    }
}
