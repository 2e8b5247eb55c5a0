/// What the caller knows of what the provider may know of a payment.
enum PaymentHistory: Hashable, Sendable {
    /// Nobody has ever been asked for it: this is the first call, by whoever made the reference.
    case new
    /// The provider may know it: somebody was or may have been about to ask, and what came of it was not kept.
    case uncertain
    /// The provider knows it by this id of its own.
    case known(providerID: String)
}
