import OrdersAPI

/// What the catalog tells of one line: what a unit costs and how many there are.
struct QuotedUnit: Sendable, Equatable {
    var sku: String
    /// Nil for an unknown sku.
    var productID: String?
    var title = ""
    var options: [String: String]?
    /// Minor units of the currency that was asked for.
    var unitAmount: Int64?
    var listAmount: Int64?
    /// Units that can be had; nil when that is not known.
    var available: Int64?
    var problem: LineProblem?
}
