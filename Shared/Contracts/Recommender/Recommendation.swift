package import MeshCore

/// A product that somebody should see next.
package struct Recommendation: Codable, Sendable, Equatable {
    package var sku: String
    package var productId: String
    package var title: String
    package var category: String
    /// What it costs without anybody's price list.
    package var price: Money
    package var score: Double
    package var reason: RecommendationReason

    package init(
        sku: String, productId: String, title: String, category: String, price: Money, score: Double,
        reason: RecommendationReason
    ) {
        self.sku = sku
        self.productId = productId
        self.title = title
        self.category = category
        self.price = price
        self.score = score
        self.reason = reason
    }
}

extension Recommendation: Described {
    package static let schema = JSONSchema.object(
        "Recommendation", description: "A product that somebody should see next.",
        [
            .required("sku", RecommenderFields.sku),
            .required("productId", .string(1...64, description: "The product's id in the catalog.")),
            .required("title", RecommenderFields.title),
            .required("category", .string(1...64)),
            .required("price", Money.schema),
            .required("score", RecommenderFields.score),
            .required("reason", RecommendationReason.schema),
        ])
}
