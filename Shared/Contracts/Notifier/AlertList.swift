package import MeshCore

/// A page of alerts, the newest first.
package struct AlertList: Codable, Sendable, Equatable {
    package var items: [Alert]
    /// Where the next page begins; absent on the last one.
    package var nextCursor: String?

    package init(items: [Alert], nextCursor: String? = nil) {
        self.items = items
        self.nextCursor = nextCursor
    }
}

extension AlertList: Described {
    package static let schema = JSONSchema.object(
        "AlertList", description: "A page of alerts, the newest first.",
        [
            .required("items", .array(of: Alert.schema)),
            .optional("nextCursor", .string(description: "Where the next page begins; absent on the last one.")),
        ])
}
