package import MeshCore

/// A page of the audit of prices, the newest change first.
package struct PriceAuditPage: Codable, Sendable, Equatable {
    package var items: [PriceAuditEntry]
    /// Where the next page begins; absent on the last one.
    package var nextCursor: String?

    package init(items: [PriceAuditEntry], nextCursor: String? = nil) {
        self.items = items
        self.nextCursor = nextCursor
    }
}

extension PriceAuditPage: Described {
    package static let schema = JSONSchema.object(
        "PriceAuditPage", description: "A page of the audit of prices, the newest change first.",
        [
            .required("items", .array(of: PriceAuditEntry.schema, count: 0...PriceFields.pageLimit)),
            .optional("nextCursor", PriceFields.nextCursor),
        ])
}
