package import MeshCore

/// What is done with notifications of a category on a channel.
package struct CategoryRule: Codable, Sendable, Equatable {
    package var category: String
    package var channel: NotificationChannel
    package var throttle: ThrottleSetting?
    package var digestSeconds: Int?

    package init(
        category: String, channel: NotificationChannel, throttle: ThrottleSetting? = nil, digestSeconds: Int? = nil
    ) {
        self.category = category
        self.channel = channel
        self.throttle = throttle
        self.digestSeconds = digestSeconds
    }
}

extension CategoryRule: Described {
    package static let schema = JSONSchema.object(
        "CategoryRule", description: "What is done with notifications of a category on a channel.",
        [
            .required("category", NotifierFields.category),
            .required("channel", .enumeration(NotificationChannel.self)),
            .optional("throttle", ThrottleSetting.schema), .optional("digestSeconds", PutCategoryRule.digest),
        ])
}
