package import MeshCore

/// What a notification says.
package struct NotificationContent: Codable, Sendable, Equatable {
    package var subject: String
    package var text: String
    package var html: String?

    package init(subject: String, text: String, html: String? = nil) {
        self.subject = subject
        self.text = text
        self.html = html
    }
}

extension NotificationContent: Described {
    package static let schema = JSONSchema.object(
        "NotificationContent", description: "What a notification says.",
        [
            .required("subject", NotifierFields.subject), .required("text", NotifierFields.text),
            .optional("html", NotifierFields.html),
        ])
}
