/// The secret key of an account at Stripe. It shows itself to nobody but the header field that it goes into.
struct StripeKey: Sendable, CustomStringConvertible, CustomReflectable {
    /// `Bearer` and the key.
    let authorization: String

    init(_ secret: String) {
        authorization = "Bearer \(secret)"
    }

    var description: String { "(a secret key)" }
    var customMirror: Mirror { Mirror(self, children: []) }
}
