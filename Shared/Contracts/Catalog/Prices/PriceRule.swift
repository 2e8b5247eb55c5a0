package import MeshCore

/// A rule by which prices are changed, on top of the one that the lists give.
package struct PriceRule: Codable, Sendable, Equatable {
    /// Chosen by the driver.
    package var id: String
    package var terms: PutPriceRule
    package var createdAt: Timestamp
    package var updatedAt: Timestamp
    /// Counts its changes from 1.
    package var version: Int64

    package init(
        id: String, terms: PutPriceRule, createdAt: Timestamp, updatedAt: Timestamp, version: Int64 = 1
    ) {
        self.id = id
        self.terms = terms
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.version = version
    }

    /// The rule as JSON with its members in their order: a strong ETag means the same bytes from every instance.
    package var json: JSONValue {
        var object: JSONObject = ["id": .string(id), "source": .string(terms.source)]
        object["sku"] = terms.sku.map { .string($0) }
        object["category"] = terms.category.map { .string($0) }
        object["tag"] = terms.tag.map { .string($0) }
        object["adjustment"] = terms.adjustment.json
        object["currency"] = terms.currency.map { .string($0.description) }
        object["floor"] = terms.floor.map { .int($0) }
        object["ceiling"] = terms.ceiling.map { .int($0) }
        object["channel"] = terms.channel.map { .string($0) }
        object["country"] = terms.country.map { .string($0) }
        object["customerGroup"] = terms.customerGroup.map { .string($0) }
        object["validFrom"] = terms.validFrom.map { .string($0.description) }
        object["validUntil"] = terms.validUntil.map { .string($0.description) }
        object["priority"] = .int(terms.priority ?? 0)
        object["active"] = .bool(terms.active ?? true)
        object["createdAt"] = .string(createdAt.description)
        object["updatedAt"] = .string(updatedAt.description)
        object["version"] = .int(version)
        return .object(object)
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(String.self, forKey: .id)
        terms = try PutPriceRule(from: decoder)
        createdAt = try container.decode(Timestamp.self, forKey: .createdAt)
        updatedAt = try container.decode(Timestamp.self, forKey: .updatedAt)
        version = try container.decode(Int64.self, forKey: .version)
    }

    package func encode(to encoder: any Encoder) throws {
        try json.encode(to: encoder)
    }

    private enum CodingKeys: String, CodingKey {
        case id, createdAt, updatedAt, version
    }
}

extension PriceRule: Described {
    package static let schema = JSONSchema.object(
        "PriceRule", description: "A rule by which prices are changed, on top of the one that the lists give.",
        [
            .required("id", PriceFields.ruleID),
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
            .required("priority", PriceFields.priority),
            .required("active", PriceFields.active),
            .required("createdAt", PriceFields.moment),
            .required("updatedAt", PriceFields.moment),
            .required("version", PriceFields.version),
        ])
}
