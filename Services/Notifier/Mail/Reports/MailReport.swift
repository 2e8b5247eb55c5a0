/// What a server of mail, or a provider of mailboxes, says became of a mail: that it came back (RFC 3464), or that its reader calls
/// it spam (RFC 5965).
package struct MailReport: Hashable, Sendable {
    /// What happened.
    package enum Event: Hashable, Sendable {
        /// It was not delivered, and will not be.
        case failed(status: String, detail: String)
        /// It waits, or was passed on.
        case told(String)
        /// Its reader has complained: `abuse`, `fraud` …
        case complaint(kind: String)
    }

    /// What the mail's sender called its envelope (RFC 3461, section 4.4).
    package let envelopeID: String?
    /// The mail's own.
    package let messageID: String?
    /// In the order in which they were told.
    package let events: [Event]

    private static let mostParts = 50
    private static let mostRecipients = 100

    /// Reads a report; nil for a message that is none.
    ///
    /// - Parameter text: The message, whole or cut.
    package init?(_ text: String) {
        let message = MailPart(text)
        guard message.mediaType == "multipart/report" else { return nil }
        let parts = message.parts(limit: Self.mostParts)
        messageID = Self.original(parts)
        if let part = parts.first(where: {
            ["message/delivery-status", "message/global-delivery-status"].contains($0.mediaType)
        }) {
            let groups = Self.groups(of: part)
            envelopeID = groups.first.flatMap { Self.value("original-envelope-id", $0) }
            events = groups.dropFirst().prefix(Self.mostRecipients).compactMap(Self.event)
        } else if let part = parts.first(where: { $0.mediaType == "message/feedback-report" }) {
            let fields = MailPart.fields(of: part.text[...])
            let kind = (Self.value("feedback-type", fields) ?? "").lowercased()
            guard !kind.isEmpty else { return nil }
            envelopeID = Self.value("original-envelope-id", fields)
            events = [kind == "not-spam" ? .told("not spam") : .complaint(kind: String(kind.prefix(50)))]
        } else {
            return nil
        }
        guard !events.isEmpty else { return nil }
    }

    /// Groups of fields, the first one of the message, the others of a recipient each (RFC 3464, section 2.1).
    private static func groups(of part: MailPart) -> [[(name: String, value: String)]] {
        part.text.split(separator: "\n", omittingEmptySubsequences: false).split { $0.allSatisfy(\.isWhitespace) }
            .map { MailPart.fields(of: $0.joined(separator: "\n")[...]) }
    }

    private static func event(_ fields: [(name: String, value: String)]) -> Event? {
        guard let action = value("action", fields)?.lowercased() else { return nil }
        let status = value("status", fields)?.prefix { !$0.isWhitespace } ?? ""
        let diagnostic = value("diagnostic-code", fields) ?? ""
        let detail = String([String(status), diagnostic].filter { !$0.isEmpty }.joined(separator: " ").prefix(400))
        return action == "failed"
            ? .failed(status: String(status), detail: detail) : .told("\(action.prefix(20)) \(detail)")
    }

    /// The Message-ID of what is reported, in the part that has it or its header.
    private static func original(_ parts: [MailPart]) -> String? {
        let kinds = ["message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers"]
        for part in parts where kinds.contains(part.mediaType) {
            if let id = MailPart(part.text)["message-id"] { return id }
        }
        return nil
    }

    private static func value(_ name: String, _ fields: [(name: String, value: String)]) -> String? {
        fields.first { $0.name == name }?.value
    }
}
