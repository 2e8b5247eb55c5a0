package import MeshCore

/// A page of purchases on account on which something is owed, the oldest first.
package struct ReceivableList: Codable, Sendable, Equatable {
    package var items: [Receivable]
    /// Where the next page begins; absent on the last one.
    package var nextCursor: String?

    package init(items: [Receivable], nextCursor: String? = nil) {
        self.items = items
        self.nextCursor = nextCursor
    }
}

extension ReceivableList: Described {
    package static let schema = JSONSchema.object(
        "ReceivableList", description: "A page of purchases on account on which something is owed, the oldest first.",
        [
            .required("items", .array(of: Receivable.schema, count: 0...100)),
            .optional("nextCursor", .string(description: "Where the next page begins; absent on the last one.")),
        ])
}
