package import MeshCore

/// Sets and removes entries of a price list, many at once: `PUT /v1/price-lists/{id}/entries`.
///
/// An entry is known by its SKU, quantity and beginning. Sent again it changes nothing.
package struct PutPriceEntries: Codable, Sendable, Equatable {
    /// One entry as it shall be.
    package struct Change: Codable, Sendable, Equatable {
        package var sku: String
        /// Absent means 1.
        package var minQuantity: Int64?
        /// Minor units of the list's currency; nil to remove the entry.
        package var amount: Int64?
        package var validFrom: Timestamp?
        package var validUntil: Timestamp?

        package init(
            sku: String, minQuantity: Int64? = nil, amount: Int64?, validFrom: Timestamp? = nil,
            validUntil: Timestamp? = nil
        ) {
            self.sku = sku
            self.minQuantity = minQuantity
            self.amount = amount
            self.validFrom = validFrom
            self.validUntil = validUntil
        }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(sku, forKey: .sku)
            try container.encodeIfPresent(minQuantity, forKey: .minQuantity)
            // Null says that the entry goes; an absent amount would say nothing.
            try container.encode(amount, forKey: .amount)
            try container.encodeIfPresent(validFrom, forKey: .validFrom)
            try container.encodeIfPresent(validUntil, forKey: .validUntil)
        }
    }

    package var entries: [Change]

    package init(entries: [Change]) {
        self.entries = entries
    }
}

extension PutPriceEntries: Described {
    package static let schema = JSONSchema.object(
        "PutPriceEntries", description: "Sets and removes entries of a price list.",
        [
            .required(
                "entries",
                .array(
                    of: .object([
                        .required("sku", ProductFields.sku),
                        .optional("minQuantity", PriceFields.minQuantity),
                        .required("amount", ProductFields.amount.nullable),
                        .optional("validFrom", PriceFields.validFrom),
                        .optional("validUntil", PriceFields.validUntil),
                    ]), count: 1...PriceFields.mostChanges))
        ])
}
