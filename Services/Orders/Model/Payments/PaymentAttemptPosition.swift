import OrdersAPI

/// Where a list of attempts goes on: behind the last one of a page.
struct PaymentAttemptPosition: Codable, Equatable, Sendable {
    /// When it was begun, in milliseconds since 1970.
    let at: Int64
    let checkout: Checkout.ID
}
