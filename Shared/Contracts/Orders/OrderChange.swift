/// What can happen to an order; each is the type of an event.
package enum OrderChange: String, Codable, Sendable, CaseIterable {
    case placed = "order.placed"
    case paid = "order.paid"
    case cancelled = "order.cancelled"
    case shipped = "order.shipped"
    case delivered = "order.delivered"
    /// Goods came back.
    case returned = "order.returned"
    /// Money was given back.
    case refunded = "order.refunded"
}
