package import MeshCore

/// A page of an inbox, the newest first.
package struct InboxPage: Codable, Sendable, Equatable {
    package var items: [InboxItem]
    package var unread: Int
    package var nextCursor: String?

    package init(items: [InboxItem], unread: Int, nextCursor: String? = nil) {
        self.items = items
        self.unread = unread
        self.nextCursor = nextCursor
    }
}

extension InboxPage: Described {
    package static let schema = JSONSchema.object(
        "InboxPage", description: "A page of an inbox, the newest first.",
        [
            .required("items", .array(of: InboxItem.schema)),
            .required("unread", NotifierFields.count.describing("In the whole inbox.")),
            .optional("nextCursor", .string(description: "Where the next page begins; absent on the last.")),
        ])
}
