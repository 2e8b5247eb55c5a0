import MeshCore

/// A call of Stripe's API.
struct StripeCall: Sendable {
    enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
    }

    var method: Method
    /// Below the root: `/v1/payment_intents`.
    var path: String
    /// Query of a GET, form of a POST. Names may be nested: `metadata[reference]`.
    var fields: [(name: String, value: String)] = []
    /// Under which Stripe remembers the answer for a day, where a repetition would make a second object.
    var idempotencyKey: String?

    /// Reads something; may be repeated.
    static func get(_ path: String, _ fields: [(name: String, value: String)] = []) -> StripeCall {
        StripeCall(method: .get, path: path, fields: fields)
    }

    /// Changes something.
    static func post(
        _ path: String, _ fields: [(name: String, value: String)] = [], idempotencyKey: String? = nil
    ) -> StripeCall {
        StripeCall(method: .post, path: path, fields: fields, idempotencyKey: idempotencyKey)
    }

    /// The fields as a form or a query writes them (`application/x-www-form-urlencoded`).
    var encodedFields: String {
        fields.map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))" }.joined(separator: "&")
    }
}
