import MeshCore

/// Where a payment stands at its provider.
enum PaymentStatus: Hashable, Sendable {
    /// The provider knows nothing of it.
    case none
    /// It is known and holds no money: its means of payment was refused, or has not been tried to the end.
    case requiresMethod
    /// It holds no money until the buyer agrees.
    case requiresBuyer(clientSecret: String, url: String?)
    /// The money is held for us.
    case authorised(Money)
    /// The money is ours, but for what was given back.
    case captured(Money, refunded: Money)
    /// It was ended before the money was taken; nothing is held.
    case voided
}
