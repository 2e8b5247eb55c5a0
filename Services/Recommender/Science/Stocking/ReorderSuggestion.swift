/// What to order, and why.
package struct ReorderSuggestion: Hashable, Sendable, Encodable {
    /// An order is due when no more than this is on hand and on order.
    package let reorderPoint: Double
    /// What of the reorder point is there for demand above its mean.
    package let safetyStock: Double
    /// What an order fills up to.
    package let orderUpTo: Double
    /// What is on hand and on order.
    package let position: Double
    /// How many to order; 0 for none.
    package let quantity: Int
    /// The share of futures in which demand is more than the position before an order of the next review could arrive.
    package let stockOutRisk: Double
}
