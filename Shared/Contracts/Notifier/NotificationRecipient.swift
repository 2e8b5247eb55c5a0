package import MeshCore

/// Who gets a notification.
package struct NotificationRecipient: Codable, Sendable, Equatable {
    /// Whose inbox it goes to.
    package var account: String?
    /// Where mail goes to.
    package var email: String?
    /// Where text messages go to (E.164).
    package var phone: String?
    package var name: String?
    package var locale: String?

    package init(
        account: String? = nil, email: String? = nil, phone: String? = nil, name: String? = nil, locale: String? = nil
    ) {
        self.account = account
        self.email = email
        self.phone = phone
        self.name = name
        self.locale = locale
    }
}

extension NotificationRecipient: Described {
    package static let schema = JSONSchema.object(
        "NotificationRecipient",
        description:
            "Who gets a notification: `account` for inbox, webhook and push, `email` for mail, `phone` for text messages.",
        [
            .optional("account", NotifierFields.account), .optional("email", NotifierFields.address),
            .optional("phone", NotifierFields.phone),
            .optional("name", NotifierFields.name), .optional("locale", NotifierFields.locale),
        ])
}
