import MeshCore

/// Where Stripe is, and how patient one is with it.
struct StripeSettings: Sendable {
    /// What a receipt of Stripe's own is sent for.
    enum Receipts: Sendable {
        /// For nothing: the shop writes to its buyers itself.
        case none
        /// For each payment that is taken.
        case everyPayment
    }

    /// The root of the API, without a slash at its end (`https://api.stripe.com`).
    var url: String
    var key: StripeKey
    var receipts = Receipts.none
    /// How long a connection may take. A server that is up answers within a round trip.
    var connectLimit: Duration = .seconds(2)
    /// How long a call may take with all its tries: Stripe answers within two seconds, and a buyer does not wait longer.
    var callLimit: Duration = .seconds(10)
    /// Tries of a call that may be repeated.
    var tries = 3
    /// Connections to a server that does not speak HTTP/2, as a test server: as many calls run at once.
    var connections = 64
}
