import MeshCore

/// What came of one call of Stripe's API.
enum StripeReply: Hashable, Sendable {
    /// It was carried out.
    case answer(JSONValue)
    /// It was not, for good.
    case refused(StripeRefusal)
    /// It never reached Stripe, surely.
    case notSent(reason: String)
    /// It may have been carried out or not: it was sent, and no proper answer came.
    case unclear(reason: String)
    /// It was not clear the first time, and Stripe only repeats the answer that it gave then.
    case stillUnclear(reason: String)
}
