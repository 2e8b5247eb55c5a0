package import MeshCore

/// A notification to be sent: `POST /v1/notifications`.
package struct SendNotification: Codable, Sendable, Equatable {
    /// `shop` unless said otherwise.
    package var tenant: String?
    package var key: String
    package var category: String
    package var recipients: [NotificationRecipient]
    package var channels: [NotificationChannel]
    /// What it says, unless a template says it.
    package var content: NotificationContent?
    package var template: String?
    /// What the template's places are filled with.
    package var values: JSONValue?
    /// Not before this moment.
    package var notBefore: Timestamp?
    /// Not before the clock on the recipient's wall shows this (`2026-11-24T08:00`); who has told no zone has UTC.
    package var notBeforeLocal: String?

    package init(
        tenant: String? = nil, key: String, category: String, recipients: [NotificationRecipient],
        channels: [NotificationChannel], content: NotificationContent? = nil, template: String? = nil,
        values: JSONValue? = nil, notBefore: Timestamp? = nil, notBeforeLocal: String? = nil
    ) {
        self.tenant = tenant
        self.key = key
        self.category = category
        self.recipients = recipients
        self.channels = channels
        self.content = content
        self.template = template
        self.values = values
        self.notBefore = notBefore
        self.notBeforeLocal = notBeforeLocal
    }
}

extension SendNotification: Described {
    package static let schema = JSONSchema.object(
        "SendNotification", description: "A notification to be sent.",
        [
            .optional("tenant", NotifierFields.tenant.defaulting(to: "shop")), .required("key", NotifierFields.key),
            .required("category", NotifierFields.category),
            .required(
                "recipients", .array(of: NotificationRecipient.schema, count: 1...NotifierFields.mostRecipients)),
            .required(
                "channels",
                .array(
                    of: .enumeration(NotificationChannel.self), count: 1...NotificationChannel.allCases.count,
                    unique: true)),
            .optional("content", NotificationContent.schema), .optional("template", NotifierFields.templateName),
            .optional("values", .any(description: "What the template's places are filled with: an object.")),
            .optional("notBefore", Timestamp.schema.describing("Not before this moment.")),
            .optional(
                "notBeforeLocal",
                .string(
                    16...16, pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$",
                    description:
                        "Not before the clock on the recipient's wall shows this; who has told no zone has UTC."
                ).example("2026-11-24T08:00")),
        ])
}
