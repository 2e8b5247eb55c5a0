import OrdersAPI

/// Where a list of orders goes on: behind the last one of a page.
struct OrderPosition: Codable, Equatable, Sendable {
    /// When it was placed, in milliseconds since 1970.
    let placed: Int64
    let id: Order.ID
}
