import MeshCore
import NotifierAPI
import NotifierMail

/// Makes mails of deliveries: the same bytes for each attempt.
struct MailComposer: Sendable {
    let writer: MailWriter
    let from: Mailbox
    let unsubscribing: UnsubscribeLinks?

    /// The mail of a delivery and its envelope.
    ///
    /// - Throws: `MailFault` for what no mail can say; `DKIMKey.Failure`.
    func mail(_ delivery: ClaimedDelivery) throws -> (message: MailMessage, envelope: MailEnvelope, id: MessageID) {
        guard let address = MailAddress(delivery.address) else {
            throw MailFault(field: "email", detail: "An address of mail is expected.")
        }
        let id = MessageID(
            key: "\(delivery.tenant)\u{0}\(delivery.key)\u{0}\(delivery.address)", domain: from.address.domain)
        var draft = MailDraft(
            from: from, to: [Mailbox(address, name: delivery.name)], subject: delivery.content.subject,
            text: delivery.content.text, html: delivery.content.html, date: delivery.createdAt, id: id)
        draft.unsubscribing = try unsubscribing?.link(for: delivery)
        let envelope = MailEnvelope(sender: from.address, recipients: [address], id: delivery.id.description)
        return (try writer.message(draft), envelope, id)
    }
}
