/// What is told of the shop; a run of its functions makes each of them once.
package enum InsightKind: String, Codable, Sendable, CaseIterable {
    /// Groups of customers.
    case segments
    /// Which group each customer is in.
    case members
    /// What is expected to be sold of each SKU, and what to order.
    case demand
    /// What is unusual in what was measured.
    case anomalies
    /// Prices that would be better.
    case prices
    /// Who may have gone, and who buys next.
    case customers
}
