package import MeshCore

/// What a mail is to say, and to whom.
package struct MailDraft: Hashable, Sendable {
    package var from: Mailbox
    package var to: [Mailbox]
    package var replyTo: Mailbox?
    package var subject: String
    /// The text, for readers without HTML.
    package var text: String
    /// The same as a page; nil for a mail of text alone.
    package var html: String?
    package var date: Timestamp
    package var id: MessageID
    /// The list that it belongs to: `offers.shop.example` (RFC 2919).
    package var listID: String?
    package var unsubscribing: Unsubscribing?
    /// Other fields, such as `In-Reply-To`, each once. None of those that are written from the draft.
    package var fields: [Field] = []

    /// A header field beside those that every mail has.
    package struct Field: Hashable, Sendable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package init(
        from: Mailbox, to: [Mailbox], subject: String, text: String, html: String? = nil, date: Timestamp, id: MessageID
    ) {
        self.from = from
        self.to = to
        self.subject = subject
        self.text = text
        self.html = html
        self.date = date
        self.id = id
    }
}
