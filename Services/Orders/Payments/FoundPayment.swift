/// What a provider knows of a payment.
struct FoundPayment: Hashable, Sendable {
    var status: PaymentStatus
    /// The provider's own id of it; nil where it has none.
    var providerID: String?

    init(_ status: PaymentStatus, providerID: String? = nil) {
        self.status = status
        self.providerID = providerID
    }
}
