package import MeshCore

/// A notification in an account's inbox.
package struct InboxItem: Codable, Sendable, Equatable {
    package var id: Delivery.ID
    /// Its place among all, by which a stream goes on.
    package var sequence: Int64
    package var category: String
    package var subject: String
    package var text: String
    package var createdAt: Timestamp
    package var readAt: Timestamp?

    package init(
        id: Delivery.ID, sequence: Int64, category: String, subject: String, text: String, createdAt: Timestamp,
        readAt: Timestamp? = nil
    ) {
        self.id = id
        self.sequence = sequence
        self.category = category
        self.subject = subject
        self.text = text
        self.createdAt = createdAt
        self.readAt = readAt
    }
}

extension InboxItem: Described {
    package static let schema = JSONSchema.object(
        "InboxItem", description: "A notification in an account's inbox.",
        [
            .required("id", .id(Delivery.ID.self)),
            .required("sequence", .integer(1..., description: "Its place, by which a stream goes on.")),
            .required("category", NotifierFields.category), .required("subject", NotifierFields.subject),
            .required("text", NotifierFields.text), .required("createdAt", Timestamp.schema),
            .optional("readAt", Timestamp.schema),
        ])
}
