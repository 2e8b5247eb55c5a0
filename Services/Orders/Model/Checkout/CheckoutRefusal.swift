import MeshCore

/// Why nothing came of a checkout, as it is kept and told.
struct CheckoutRefusal: Codable, Sendable, Hashable {
    /// The kinds, by which programs tell them apart.
    enum Kind: String, Codable, Sendable, CaseIterable {
        case insufficientStock = "insufficient_stock"
        case paymentDeclined = "payment_declined"
        /// The goods were held no longer when they were to be the buyer's.
        case reservationLost = "reservation_lost"
        case timedOut = "checkout_timed_out"
        case cancelledByBuyer = "checkout_cancelled"
    }

    var kind: Kind
    /// The provider's own word for a declined payment (`insufficient_funds`); nil for the others.
    var reason: String?
    /// The same in words for the buyer; nil where the kind says it all.
    var detail: String?
    /// What is wrong with which line; empty where nothing is.
    var errors: [FieldError]

    init(_ kind: Kind, reason: String? = nil, detail: String? = nil, errors: [FieldError] = []) {
        self.kind = kind
        self.reason = reason
        self.detail = detail
        self.errors = errors
    }
}
