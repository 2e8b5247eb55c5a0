package import MeshCore

/// A page of price lists.
package struct PriceListPage: Codable, Sendable, Equatable {
    package var items: [PriceList]
    /// Where the next page begins; absent on the last one.
    package var nextCursor: String?

    package init(items: [PriceList], nextCursor: String? = nil) {
        self.items = items
        self.nextCursor = nextCursor
    }
}

extension PriceListPage: Described {
    package static let schema = JSONSchema.object(
        "PriceListPage", description: "A page of price lists.",
        [
            .required("items", .array(of: PriceList.schema, count: 0...PriceFields.pageLimit)),
            .optional("nextCursor", PriceFields.nextCursor),
        ])
}
