import MeshCore

/// Stripe's no: an answer below 500 that says why (https://docs.stripe.com/api/errors).
struct StripeRefusal: Hashable, Sendable {
    var status: Int
    /// `card_error`, `invalid_request_error`, …
    var type: String
    /// `card_declined`, …; nil when there is none.
    var code: String?
    /// Why the bank says no: `insufficient_funds`, …
    var declineCode: String?
    var message: String?

    /// Reads the body of an answer.
    init(status: Int, body: JSONValue?) {
        let error = body?["error"]
        self.status = status
        type = error?["type"]?.stringValue ?? "unknown"
        code = error?["code"]?.stringValue
        declineCode = error?["decline_code"]?.stringValue
        message = error?["message"]?.stringValue
    }

    /// What the buyer is told. The messages of errors about cards are meant for them; others are for programmers.
    var outcome: PaymentOutcome {
        switch status {
        case 401, 403: return .unavailable(reason: "Stripe does not accept our key")
        case 402:
            return .declined(
                code: declineCode ?? code ?? "card_declined", message: message ?? "Your card was declined.")
        default:
            return .declined(code: code ?? "payment_refused", message: "This means of payment cannot be used here.")
        }
    }
}
