/// Where an order stands.
package enum OrderState: String, Codable, Sendable, CaseIterable {
    /// Made, its payment authorised and being captured.
    case placed
    /// Paid, and the goods its buyer's.
    case paid
    case shipped
    case delivered
    /// Ended before it was shipped; what had been paid was given back.
    case cancelled
}
