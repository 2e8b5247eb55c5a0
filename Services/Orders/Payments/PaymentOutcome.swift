/// How a call to a provider ended.
enum PaymentOutcome: Hashable, Sendable {
    /// It is done, now or earlier.
    case done
    /// The provider says no, for good: this reference will not be carried out in this way. The message is fit for the
    /// buyer's eyes.
    case declined(code: String, message: String)
    /// The buyer has to agree first (3-D Secure): with the secret in the page that they are on, or at an address.
    case needsBuyer(clientSecret: String, url: String?)
    /// It may have happened or not, or may still: only ``PaymentProvider/find(_:)`` can tell.
    case unknown(reason: String)
    /// Nothing of it was begun, surely; it may be asked for again at any time.
    case unavailable(reason: String)
}
