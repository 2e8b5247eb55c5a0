package import MeshCore

/// What one line of a quote costs, or why it has no price.
package struct QuotedLine: Codable, Sendable, Equatable {
    /// Why a line has no price.
    package enum Problem: String, Codable, Sendable, CaseIterable {
        /// Nothing is sold under this sku.
        case unknownSKU = "unknown_sku"
        /// It cannot be bought now.
        case inactive
        /// It has no price in this currency.
        case noPrice = "no_price"
        /// The total is larger than every JSON parser keeps exact.
        case tooLarge = "too_large"
    }

    /// As the catalog writes it; as it was asked for when nothing is sold under it.
    package var sku: String
    package var quantity: Int64
    /// Absent for an unknown sku, as is the title.
    package var productId: Product.ID?
    package var title: String?
    /// The options of the variant, by name; absent where there are no variants.
    package var variant: [String: String]?
    /// What one unit costs; absent when there is a problem, as are the other amounts.
    package var unitPrice: Money?
    /// What one unit costs without sales and rules, to be shown beside a lower unit price.
    package var listPrice: Money?
    /// The unit price times the quantity.
    package var total: Money?
    /// The price list that it comes from; absent when it is the product's own price.
    package var priceListId: String?
    /// The rules that were applied, in their order.
    package var ruleIds: [String]
    /// Units that could be reserved at that moment; absent when that is not known.
    package var available: Int64?
    package var problem: Problem?

    package init(
        sku: String, quantity: Int64, productId: Product.ID? = nil, title: String? = nil,
        variant: [String: String]? = nil, unitPrice: Money? = nil, listPrice: Money? = nil, total: Money? = nil,
        priceListId: String? = nil, ruleIds: [String] = [], available: Int64? = nil, problem: Problem? = nil
    ) {
        self.sku = sku
        self.quantity = quantity
        self.productId = productId
        self.title = title
        self.variant = variant
        self.unitPrice = unitPrice
        self.listPrice = listPrice
        self.total = total
        self.priceListId = priceListId
        self.ruleIds = ruleIds
        self.available = available
        self.problem = problem
    }

    /// The line as JSON with its members in their order.
    package var json: JSONValue {
        var object: JSONObject = ["sku": .string(sku), "quantity": .int(quantity)]
        object["productId"] = productId.map { .string($0.description) }
        object["title"] = title.map { .string($0) }
        object["variant"] = variant.map { options in
            .object(JSONObject(options.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
        }
        object["unitPrice"] = unitPrice?.json
        object["listPrice"] = listPrice?.json
        object["total"] = total?.json
        object["priceListId"] = priceListId.map { .string($0) }
        object["ruleIds"] = .array(ruleIds.map { .string($0) })
        object["available"] = available.map { .int($0) }
        object["problem"] = problem.map { .string($0.rawValue) }
        return .object(object)
    }
}

extension QuotedLine: Described {
    package static let schema = JSONSchema.object(
        "QuotedLine", description: "What one line of a quote costs, or why it has no price.",
        [
            .required("sku", ProductFields.sku),
            .required("quantity", PriceFields.quantity),
            .optional("productId", .id(Product.ID.self)),
            .optional("title", ProductFields.title),
            .optional("variant", PriceFields.options),
            .optional("unitPrice", ProductFields.price),
            .optional("listPrice", ProductFields.price),
            .optional("total", ProductFields.price),
            .optional("priceListId", .string(description: "The price list that it comes from.")),
            .required("ruleIds", .array(of: .string(), description: "The rules that were applied, in their order.")),
            .optional("available", .integer(0..., description: "Units that could be reserved at that moment.")),
            .optional("problem", .enumeration(Problem.self, description: "Why it has no price.")),
        ])
}
