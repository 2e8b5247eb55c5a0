package import MeshCore

/// A page of a price list's entries, by SKU, quantity and beginning.
package struct PriceEntryPage: Codable, Sendable, Equatable {
    package var items: [PriceEntry]
    /// Where the next page begins; absent on the last one.
    package var nextCursor: String?

    package init(items: [PriceEntry], nextCursor: String? = nil) {
        self.items = items
        self.nextCursor = nextCursor
    }
}

extension PriceEntryPage: Described {
    package static let schema = JSONSchema.object(
        "PriceEntryPage", description: "A page of a price list's entries.",
        [
            .required("items", .array(of: PriceEntry.schema, count: 0...PriceFields.entryPageLimit)),
            .optional("nextCursor", PriceFields.nextCursor),
        ])
}
