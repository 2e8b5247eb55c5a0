package import MeshCore

/// What a driver of prices says of one of its rules: `PUT /v1/price-rules/{id}`.
package struct PutPriceRule: Codable, Sendable, Equatable {
    /// Who drives it, for people: `demand-pricing`.
    package var source: String
    /// What it is about: exactly one of the three is there.
    package var sku: String?
    /// This category and all below it.
    package var category: String?
    package var tag: String?
    package var adjustment: PriceAdjustment
    /// The currency of the amounts, and then the only one in which the rule holds. A percentage without bounds needs none.
    package var currency: Currency?
    /// Minor units below which the rule does not bring a price.
    package var floor: Int64?
    /// Minor units above which the rule does not bring a price.
    package var ceiling: Int64?
    package var channel: String?
    package var country: String?
    package var customerGroup: String?
    package var validFrom: Timestamp?
    package var validUntil: Timestamp?
    /// Among rules about the same kind of thing the higher one is applied later; absent means 0.
    package var priority: Int64?
    /// Absent means true.
    package var active: Bool?

    package init(
        source: String, sku: String? = nil, category: String? = nil, tag: String? = nil, adjustment: PriceAdjustment,
        currency: Currency? = nil, floor: Int64? = nil, ceiling: Int64? = nil, channel: String? = nil,
        country: String? = nil, customerGroup: String? = nil, validFrom: Timestamp? = nil, validUntil: Timestamp? = nil,
        priority: Int64? = nil, active: Bool? = nil
    ) {
        self.source = source
        self.sku = sku
        self.category = category
        self.tag = tag
        self.adjustment = adjustment
        self.currency = currency
        self.floor = floor
        self.ceiling = ceiling
        self.channel = channel
        self.country = country
        self.customerGroup = customerGroup
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.priority = priority
        self.active = active
    }
}

extension PutPriceRule: Described {
    package static let schema = JSONSchema.object(
        "PutPriceRule", description: "A rule by which prices are changed: about one of sku, category and tag.",
        [
            .required("source", PriceFields.source),
            .optional("sku", ProductFields.sku),
            .optional("category", ProductFields.category),
            .optional("tag", PriceFields.tag),
            .required("adjustment", PriceAdjustment.schema),
            .optional("currency", ProductFields.currency),
            .optional("floor", PriceFields.floor),
            .optional("ceiling", PriceFields.ceiling),
            .optional("channel", PriceFields.channel),
            .optional("country", PriceFields.country),
            .optional("customerGroup", PriceFields.customerGroup),
            .optional("validFrom", PriceFields.validFrom),
            .optional("validUntil", PriceFields.validUntil),
            .optional("priority", PriceFields.priority),
            .optional("active", PriceFields.active),
        ])
}
