package import MeshCore

/// An address that is not written to.
package struct Suppression: Codable, Sendable, Equatable {
    /// Why it is not written to.
    package enum Reason: String, Codable, Sendable, CaseIterable {
        /// There is no such mailbox.
        case bounce
        /// Its owner has called a mail spam.
        case complaint
        /// Its owner wants none.
        case unsubscribe
        /// An administrator has set it.
        case manual
    }

    package var address: String
    /// What is not sent; everything when absent.
    package var category: String?
    package var reason: Reason
    package var detail: String?
    package var createdAt: Timestamp

    package init(
        address: String, category: String? = nil, reason: Reason, detail: String? = nil, createdAt: Timestamp
    ) {
        self.address = address
        self.category = category
        self.reason = reason
        self.detail = detail
        self.createdAt = createdAt
    }
}

extension Suppression: Described {
    package static let schema = JSONSchema.object(
        "Suppression", description: "An address that is not written to.",
        [
            .required("address", NotifierFields.address),
            .optional("category", NotifierFields.category.describing("What is not sent; everything when absent.")),
            .required("reason", .enumeration(Reason.self)),
            .optional("detail", .string(0...500)), .required("createdAt", Timestamp.schema),
        ])
}
