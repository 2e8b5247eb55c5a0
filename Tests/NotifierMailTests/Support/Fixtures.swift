import Foundation
import MeshCore

@testable import NotifierMail

/// What the tests send.
enum Fixtures {
    static func address(_ text: String) -> MailAddress {
        guard let address = MailAddress(text) else { preconditionFailure("\(text) is no address") }
        return address
    }

    static func draft(
        to text: String = "mary@example.org", subject: String = "Your order", body: String = "It is on its way.\n",
        html: String? = nil
    ) -> MailDraft {
        MailDraft(
            from: Mailbox(address("shop@example.com"), name: "The Shop"), to: [Mailbox(address(text))],
            subject: subject,
            text: body, html: html, date: Timestamp(milliseconds: 1_792_754_645_000),
            id: MessageID(key: "order-1", domain: "example.com"))
    }

    static func message(_ text: String = "Subject: Test\r\n\r\nHello\r\n") throws -> MailMessage {
        try MailMessage(bytes: Array(text.utf8))
    }

    static func envelope(_ recipients: String...) -> MailEnvelope {
        MailEnvelope(sender: address("shop@example.com"), recipients: recipients.map(address))
    }

    static func text(_ message: MailMessage) -> String { String(decoding: message.bytes, as: UTF8.self) }
}
