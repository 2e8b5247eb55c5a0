package import MeshCore

/// A price that would be better, or why there is none.
package struct PriceInsight: InsightItem, Equatable {
    package static let kind = InsightKind.prices

    package var sku: String
    package var currency: String
    /// Today's, in minor units.
    package var price: Int64
    /// The better one, in minor units; absent where none is suggested.
    package var suggested: Int64?
    /// Why none is.
    package var refusal: String?
    /// What is sold in a day at today's price, and what would be.
    package var quantity: Double
    package var expectedQuantity: Double?
    package var elasticity: Double?
    /// 95 of 100 such intervals hold the true elasticity.
    package var low: Double?
    package var high: Double?
    package var backtest: InsightBacktest?
    /// What became of a suggestion of this or of an earlier run.
    package var decision: PriceDecision?

    package var key: String { sku }
    package var facet: String? { suggested == nil ? "kept" : "suggested" }

    package init(sku: String, currency: String, price: Int64, quantity: Double) {
        self.sku = sku
        self.currency = currency
        self.price = price
        self.quantity = quantity
    }

    package static let schema = JSONSchema.object(
        "PriceInsight", description: "A price that would be better, or why there is none.",
        [
            .required("sku", InsightFields.sku), .required("currency", .string(pattern: "^[A-Z]{3}$")),
            .required("price", .integer(0..., description: "Today's, in minor units.")),
            .optional("suggested", .integer(0..., description: "The better one, in minor units.")),
            .optional("refusal", InsightFields.words.describing("Why none is suggested.")),
            .required("quantity", InsightFields.figure.describing("What is sold in a period at today's price.")),
            .optional("expectedQuantity", InsightFields.figure), .optional("elasticity", InsightFields.figure),
            .optional("low", InsightFields.figure), .optional("high", InsightFields.figure),
            .optional("backtest", InsightBacktest.schema), .optional("decision", PriceDecision.schema),
        ])
}
