/// Writes messages: a draft becomes the same bytes each time.
package struct MailWriter: Sendable {
    private let signers: [DKIMSigner]

    /// - Parameter signers: Sign each message; several for keys of several kinds (RFC 8463, section 3).
    package init(signers: [DKIMSigner] = []) {
        self.signers = signers
    }

    /// What a draft says itself, and what belongs to the way.
    private static let ownFields: Set<String> = [
        "from", "to", "reply-to", "subject", "date", "message-id", "list-id", "list-unsubscribe",
        "list-unsubscribe-post",
        "mime-version", "content-type", "content-transfer-encoding", "auto-submitted", "dkim-signature", "bcc", "cc",
        "sender", "return-path", "received",
    ]

    /// Writes and signs a message.
    ///
    /// - Throws: ``MailFault`` naming what of the draft cannot be written; ``DKIMKey/Failure``.
    package func message(_ draft: MailDraft) throws -> MailMessage {
        // Names could be encoded, addresses cannot: one that needs UTF-8 makes all of the header UTF-8.
        let addresses = [draft.from] + draft.to + [draft.replyTo].compactMap(\.self)
        let isInternational = addresses.contains { $0.address.isInternational }
        let body = try body(of: draft)
        let fields = try header(of: draft, isInternational: isInternational) + body.fields
        let lines = try fields.map { field in SignedField(name: field.name, lines: try field.lines()) }
        var bytes: [UInt8] = []
        for signer in signers {
            bytes += try signer.field(over: lines, body: body.bytes, at: draft.date)
        }
        for line in lines { bytes += line.lines }
        return try MailMessage(bytes: bytes + MailBytes.lineEnd + body.bytes, isInternational: isInternational)
    }

    private func body(of draft: MailDraft) throws(MailFault) -> BodyPart {
        for (field, text) in [("text", draft.text), ("html", draft.html ?? "")] where text.utf8.contains(0) {
            throw MailFault(field: field, detail: "Text without NUL is expected.")
        }
        let text = BodyPart(draft.text, subtype: "plain")
        guard let html = draft.html else { return text }
        return try BodyPart(alternatives: [text, BodyPart(html, subtype: "html")])
    }

    private func header(of draft: MailDraft, isInternational: Bool) throws(MailFault) -> [HeaderField] {
        guard !draft.to.isEmpty else { throw MailFault(field: "to", detail: "At least one recipient is expected.") }
        var fields = [
            HeaderField("Date", pieces: [MailTime.text(draft.date)]),
            HeaderField("From", mailboxes: [draft.from], isInternational: isInternational),
            HeaderField("To", mailboxes: draft.to, isInternational: isInternational),
        ]
        if let replyTo = draft.replyTo {
            fields.append(HeaderField("Reply-To", mailboxes: [replyTo], isInternational: isInternational))
        }
        fields.append(HeaderField("Subject", text: draft.subject, isInternational: isInternational))
        fields.append(HeaderField("Message-ID", pieces: [draft.id.text]))
        // Nobody's absence is to be told to a program (RFC 3834, section 5).
        fields.append(HeaderField("Auto-Submitted", pieces: ["auto-generated"]))
        if let list = draft.listID { fields.append(HeaderField("List-ID", pieces: ["<\(list)>"])) }
        if let unsubscribing = draft.unsubscribing { fields += try Self.fields(of: unsubscribing) }
        for field in draft.fields {
            let isName = field.name.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: ":") }
            let isKnown = fields.contains { $0.name.lowercased() == field.name.lowercased() }
            guard isName, !field.name.isEmpty, !isKnown, !Self.ownFields.contains(field.name.lowercased()) else {
                throw MailFault(field: field.name, detail: "A field that the mail does not have yet is expected.")
            }
            fields.append(HeaderField(field.name, text: field.value, isInternational: isInternational))
        }
        fields.append(HeaderField("MIME-Version", pieces: ["1.0"]))
        return fields
    }

    private static func fields(of unsubscribing: Unsubscribing) throws(MailFault) -> [HeaderField] {
        let allowed = unsubscribing.url.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"<>\"".utf8.contains($0) }
        guard unsubscribing.url.hasPrefix("https://"), allowed else {
            throw MailFault(
                field: "unsubscribing.url", detail: "An address of https is expected (RFC 8058, section 3.1).")
        }
        var ways = ["<\(unsubscribing.url)>"]
        if let address = unsubscribing.address {
            ways[0] += ","
            ways.append("<mailto:\(address.text)?subject=unsubscribe>")
        }
        return [
            HeaderField("List-Unsubscribe", pieces: ways),
            HeaderField("List-Unsubscribe-Post", pieces: ["List-Unsubscribe=One-Click"]),
        ]
    }
}
