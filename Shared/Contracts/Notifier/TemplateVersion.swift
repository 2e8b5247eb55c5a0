package import MeshCore

/// A version of a template in a language. A notification is written by the newest one when it is asked for, and stays as it is.
package struct TemplateVersion: Codable, Sendable, Equatable {
    package var name: String
    package var locale: String
    package var version: Int
    package var content: NotificationContent
    package var createdAt: Timestamp

    package init(name: String, locale: String, version: Int, content: NotificationContent, createdAt: Timestamp) {
        self.name = name
        self.locale = locale
        self.version = version
        self.content = content
        self.createdAt = createdAt
    }
}

extension TemplateVersion: Described {
    package static let schema = JSONSchema.object(
        "TemplateVersion", description: "A version of a template in a language.",
        [
            .required("name", NotifierFields.templateName), .required("locale", NotifierFields.locale),
            .required("version", .integer(1...)), .required("content", NotificationContent.schema),
            .required("createdAt", Timestamp.schema),
        ])
}
