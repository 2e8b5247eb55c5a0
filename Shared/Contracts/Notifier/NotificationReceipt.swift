package import MeshCore

/// What became of a request for a notification.
package struct NotificationReceipt: Codable, Sendable, Equatable {
    /// A delivery for each recipient and channel, those among them that had been asked for before.
    package var deliveries: [Delivery]
    /// How many of them are new.
    package var created: Int

    package init(deliveries: [Delivery], created: Int) {
        self.deliveries = deliveries
        self.created = created
    }
}

extension NotificationReceipt: Described {
    package static let schema = JSONSchema.object(
        "NotificationReceipt", description: "What became of a request for a notification.",
        [
            .required("deliveries", .array(of: Delivery.schema)),
            .required("created", NotifierFields.count.describing("How many were not asked for before.")),
        ])
}
