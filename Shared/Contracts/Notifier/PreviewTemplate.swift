package import MeshCore

/// What a template is to be filled with, to see it: `POST /v1/notifications/templates/{name}/preview`.
package struct PreviewTemplate: Codable, Sendable, Equatable {
    package var locale: String?
    /// What its places are filled with.
    package var values: JSONValue?
    /// Another wording than the one that is kept.
    package var content: NotificationContent?

    package init(locale: String? = nil, values: JSONValue? = nil, content: NotificationContent? = nil) {
        self.locale = locale
        self.values = values
        self.content = content
    }
}

extension PreviewTemplate: Described {
    package static let schema = JSONSchema.object(
        "PreviewTemplate", description: "What a template is to be filled with, to see it.",
        [
            .optional("locale", NotifierFields.locale),
            .optional("values", .any(description: "What its places are filled with: an object.")),
            .optional(
                "content",
                NotificationContent.schema),
        ])
}
