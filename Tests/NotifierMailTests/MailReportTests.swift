import Testing

@testable import NotifierMail

@Suite("Reports about mails are read")
struct MailReportTests {
    /// A delivery status as postfix writes it.
    static let bounce = """
        From: MAILER-DAEMON@example.net (Mail Delivery System)
        Subject: Undelivered Mail Returned to Sender
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status;
        \tboundary="4F1/example.net"

        This is a MIME-encapsulated message.

        --4F1/example.net
        Content-Description: Notification
        Content-Type: text/plain; charset=us-ascii

        <nobody@example.org>: host mx.example.org said: 550 5.1.1 unknown

        --4F1/example.net
        Content-Description: Delivery report
        Content-Type: message/delivery-status

        Reporting-MTA: dns; example.net
        Original-Envelope-Id: dlv_01jd4t9x5se4nvk3qk2m7c8h6r
        Arrival-Date: Sun, 22 Nov 2026 10:00:00 +0000 (UTC)

        Final-Recipient: rfc822; nobody@example.org
        Original-Recipient: rfc822;nobody@example.org
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1 <nobody@example.org>: Recipient
            address rejected

        --4F1/example.net
        Content-Description: Undelivered Message Headers
        Content-Type: text/rfc822-headers

        From: The Shop <shop@example.com>
        Message-ID:
         <abc@example.com>
        Subject: Your order

        --4F1/example.net--
        """

    /// A complaint as RFC 5965 (appendix B.2) shapes it.
    static let complaint = """
        From: <abusedesk@example.com>
        Content-Type: multipart/report; report-type=feedback-report; boundary="part"

        --part
        Content-Type: text/plain

        This is an email abuse report.
        --part
        Content-Type: message/feedback-report

        Feedback-Type: abuse
        User-Agent: SomeGenerator/1.0
        Version: 1

        --part
        Content-Type: message/rfc822

        From: <shop@example.com>
        Message-ID: <abc@example.com>

        Buy
        --part--
        """

    @Test("A bounce tells the mail, its envelope, and why", arguments: [true, false])
    func bounces(isOnTheWire: Bool) throws {
        let text = isOnTheWire ? Self.bounce.replacing("\n", with: "\r\n") : Self.bounce
        let report = try #require(MailReport(text))
        #expect(report.envelopeID == "dlv_01jd4t9x5se4nvk3qk2m7c8h6r" && report.messageID == "<abc@example.com>")
        let detail = "5.1.1 smtp; 550 5.1.1 <nobody@example.org>: Recipient address rejected"
        #expect(report.events == [.failed(status: "5.1.1", detail: detail)])
    }

    @Test("A complaint tells the mail and the kind; what is no spam is none")
    func complaints() throws {
        let report = try #require(MailReport(Self.complaint))
        #expect(report.messageID == "<abc@example.com>" && report.events == [.complaint(kind: "abuse")])
        let other = MailReport(Self.complaint.replacing("Feedback-Type: abuse", with: "Feedback-Type: not-spam"))
        #expect(other?.events == [.told("not spam")])
    }

    @Test("What waits is told, and a status in Base64 is read")
    func variants() throws {
        let late = MailReport(
            Self.bounce.replacing("Action: failed", with: "Action: delayed").replacing(
                "Status: 5.1.1", with: "Status: 4.4.1"))
        guard case .told(let detail)? = late?.events.first else {
            Issue.record("\(String(describing: late))")
            return
        }
        #expect(detail.hasPrefix("delayed 4.4.1"))
        let encoded = """
            Content-Type: multipart/report; boundary=x

            --x
            Content-Type: message/delivery-status
            Content-Transfer-Encoding: base64

            UmVwb3J0aW5nLU1UQTogZG5zOyBhCgpBY3Rpb246IGZhaWxlZApTdGF0dXM6
            IDUuMi4yCg==
            --x--
            """
        #expect(MailReport(encoded)?.events == [.failed(status: "5.2.2", detail: "5.2.2")])
    }

    @Test("What is no report is none, and one that is cut anywhere is read as far as it goes")
    func broken() {
        for text in [
            "", "\n", "Subject: Hello\n\nText", "Content-Type: multipart/report\n\n--x",
            "Content-Type: multipart/report; boundary=\"\"\n\n--",
        ] {
            #expect(MailReport(text) == nil, "\(text)")
        }
        var read = 0
        for end in Self.bounce.indices where MailReport(String(Self.bounce[..<end])) != nil { read += 1 }
        #expect(read > 100)
    }
}
