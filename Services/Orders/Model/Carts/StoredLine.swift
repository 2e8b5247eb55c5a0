import OrdersAPI

/// A line of a cart as the store keeps it, with what the catalog last told of it.
struct StoredLine: Sendable, Equatable {
    /// As the catalog writes it, once it was asked.
    var sku: String
    /// Where it stands among the lines; they keep their order.
    var position: Int64
    var quantity: Int64
    var productID: String?
    var title = ""
    var options: [String: String]?
    /// Minor units of the cart's currency; nil while it has no price.
    var unitAmount: Int64?
    var listAmount: Int64?
    /// What a unit cost when the buyer last set the line.
    var agreedAmount: Int64?
    var problem: LineProblem?

    /// What tells lines apart: skus have no case.
    static func key(_ sku: String) -> String { sku.lowercased() }

    /// Takes in what the catalog tells.
    mutating func take(_ quote: QuotedUnit) {
        sku = quote.sku
        problem = quote.problem
        listAmount = quote.listAmount
        unitAmount = quote.unitAmount
        if agreedAmount == nil { agreedAmount = unitAmount }
        guard quote.productID != nil else { return }
        productID = quote.productID
        title = quote.title
        options = quote.options
    }
}
