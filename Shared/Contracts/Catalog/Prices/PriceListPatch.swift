package import MeshCore

/// A JSON merge patch of a price list (RFC 7396): `PATCH /v1/price-lists/{id}`. What it does not name stays; null takes a
/// limit away. The currency stays, because the entries' amounts are in its minor units.
package struct PriceListPatch: Codable, Sendable, Equatable {
    /// The patch as it came, with its nulls.
    package var changes: JSONValue

    package init(_ changes: JSONValue) {
        self.changes = changes
    }

    package init(from decoder: any Decoder) throws {
        changes = try JSONValue(from: decoder)
    }

    package func encode(to encoder: any Encoder) throws {
        try changes.encode(to: encoder)
    }
}

extension PriceListPatch: Described {
    package static let schema = JSONSchema.object(
        "PriceListPatch", description: "A JSON merge patch of a price list (RFC 7396).",
        [
            .optional("code", PriceFields.code),
            .optional("title", PriceFields.title),
            .optional("channel", PriceFields.channel.nullable),
            .optional("country", PriceFields.country.nullable),
            .optional("customerGroup", PriceFields.customerGroup.nullable),
            .optional("validFrom", PriceFields.validFrom.nullable),
            .optional("validUntil", PriceFields.validUntil.nullable),
            .optional("priority", PriceFields.priority),
            .optional("kind", .enumeration(PriceList.Kind.self)),
            .optional("active", PriceFields.active),
        ])
}
