/// Who a message is from and who gets it, as servers are told (RFC 5321, section 2.3.1).
package struct MailEnvelope: Hashable, Sendable {
    /// Where bounces go; nil where none are wanted (section 4.5.5).
    package let sender: MailAddress?
    package let recipients: [MailAddress]
    /// Names the mail in bounces, where the server has DSN (RFC 3461, section 4.4): at most 100 characters.
    package let id: String?

    package init(sender: MailAddress?, recipients: [MailAddress], id: String? = nil) {
        self.sender = sender
        self.recipients = recipients
        self.id = id
    }

    /// Whether only servers with SMTPUTF8 can take it.
    var isInternational: Bool { (recipients + [sender].compactMap(\.self)).contains(where: \.isInternational) }
}
