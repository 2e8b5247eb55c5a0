package import MeshCore

/// What one SKU costs, from which quantity on.
package struct SKUPrices: Codable, Sendable, Equatable {
    /// A price from a quantity on.
    package struct Tier: Codable, Sendable, Equatable {
        package var minQuantity: Int64
        package var unitPrice: Money

        package init(minQuantity: Int64, unitPrice: Money) {
            self.minQuantity = minQuantity
            self.unitPrice = unitPrice
        }
    }

    package var sku: String
    /// The options of the variant, by name; absent where there are no variants.
    package var variant: [String: String]?
    /// What one unit costs without sales and rules; absent when there is a problem.
    package var listPrice: Money?
    /// What a unit costs by quantity, from one unit on, each other than the one before; empty when there is a problem.
    package var tiers: [Tier]
    /// Why it has no price.
    package var problem: QuotedLine.Problem?

    package init(
        sku: String, variant: [String: String]? = nil, listPrice: Money? = nil, tiers: [Tier] = [],
        problem: QuotedLine.Problem? = nil
    ) {
        self.sku = sku
        self.variant = variant
        self.listPrice = listPrice
        self.tiers = tiers
        self.problem = problem
    }
}

extension SKUPrices: Described {
    package static let schema = JSONSchema.object(
        "SKUPrices", description: "What one SKU costs, from which quantity on.",
        [
            .required("sku", ProductFields.sku),
            .optional("variant", PriceFields.options),
            .optional("listPrice", ProductFields.price),
            .required(
                "tiers",
                .array(
                    of: .object([
                        .required("minQuantity", PriceFields.minQuantity), .required("unitPrice", ProductFields.price),
                    ]), description: "From one unit on, each other than the one before.")),
            .optional("problem", .enumeration(QuotedLine.Problem.self)),
        ])
}
