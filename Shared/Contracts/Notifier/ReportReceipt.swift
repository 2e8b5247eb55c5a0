package import MeshCore

/// What became of a report about a mail.
package struct ReportReceipt: Codable, Sendable, Equatable {
    /// What it is about; absent when it is about none of ours.
    package var delivery: Delivery.ID?
    /// Whether nothing else is sent to the address.
    package var isSuppressed: Bool

    package init(delivery: Delivery.ID? = nil, isSuppressed: Bool) {
        self.delivery = delivery
        self.isSuppressed = isSuppressed
    }
}

extension ReportReceipt: Described {
    package static let schema = JSONSchema.object(
        "ReportReceipt", description: "What became of a report about a mail.",
        [
            .optional("delivery", .id(Delivery.ID.self, description: "Absent when it is about none of ours.")),
            .required("isSuppressed", .boolean(description: "Whether nothing else is sent to the address.")),
        ])
}
