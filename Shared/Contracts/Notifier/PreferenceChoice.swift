package import MeshCore

/// Whether something is wanted.
package struct PreferenceChoice: Codable, Sendable, Equatable {
    /// All when absent.
    package var category: String?
    /// All when absent.
    package var channel: NotificationChannel?
    package var isWanted: Bool

    package init(category: String? = nil, channel: NotificationChannel? = nil, isWanted: Bool) {
        self.category = category
        self.channel = channel
        self.isWanted = isWanted
    }
}

extension PreferenceChoice: Described {
    package static let schema = JSONSchema.object(
        "PreferenceChoice", description: "Whether something is wanted.",
        [
            .optional("category", NotifierFields.category.describing("All when absent.")),
            .optional("channel", .enumeration(NotificationChannel.self, description: "All when absent.")),
            .required("isWanted", .boolean()),
        ])
}
