import Foundation
import MeshCore
import Testing

@testable import NotifierMail

@Suite("Messages are written as the RFCs have them")
struct MailMessageTests {
    @Test(
        "Addresses",
        arguments: [
            ("mary@example.org", true), ("a.b+c@Example.ORG", true), ("j\u{F6}rg@ex\u{E4}mple.org", true),
            ("x@localhost", true), ("", false), ("mary", false), ("@example.org", false), ("mary@", false),
            ("a..b@example.org", false), (".a@example.org", false), ("a b@example.org", false), ("a@b", false),
            ("a@-b.org", false), ("a@b_c.org", false), ("a@[127.0.0.1]", false), ("a\r\nb@example.org", false),
            ("a@example.org>\r\nRCPT TO:<b", false), ("<a@example.org", false), ("a@b@example.org", false),
        ])
    func addresses(text: String, isAddress: Bool) {
        #expect((MailAddress(text) != nil) == isAddress)
    }

    @Test("The domain's case is nobody's business, the local part's is the receiver's")
    func addressCase() {
        #expect(MailAddress("Mary@EXAMPLE.org")?.text == "Mary@example.org")
    }

    @Test("Quoted-printable is read back as it was, in lines of 76 characters", arguments: 0..<40)
    func quotedPrintable(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let choices: [[UInt8]] = [[0x41], [0x20], [0x09], [0x3D], [0xC3, 0xA9], [0x0D, 0x0A], [0x2E]]
        let bytes = (0..<random.below(400)).flatMap { _ in choices[random.below(choices.count)] }
        let encoded = QuotedPrintable.encode(bytes)
        #expect(Self.decoded(encoded) == bytes)
        for line in String(decoding: encoded, as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false)
        {
            #expect(line.utf8.count <= 76)
            #expect(line.last != " " && line.last != "\t")
        }
    }

    @Test("Text is wrapped and encoded, and has one form for each message")
    func plain() throws {
        let draft = Fixtures.draft(
            subject: "Gr\u{FC}\u{DF}e aus K\u{F6}ln, " + String(repeating: "w\u{F6}rter ", count: 20),
            body: "a\nb\rc\r\nd")
        let message = try MailWriter().message(draft)
        #expect(try MailWriter().message(draft) == message)
        let text = Fixtures.text(message)
        #expect(text.contains("Date: Fri, 23 Oct 2026 11:24:05 +0000\r\n"))
        #expect(text.contains("From: The Shop <shop@example.com>\r\nTo: mary@example.org\r\nSubject: =?utf-8?"))
        #expect(text.contains("Auto-Submitted: auto-generated\r\n"))
        #expect(text.hasSuffix("\r\n\r\na\r\nb\r\nc\r\nd\r\n"))
        #expect(text.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 76 })
        #expect(!message.isEightBit && !message.isInternational)
    }

    @Test("Names are quoted where they have to be")
    func names() throws {
        var draft = Fixtures.draft()
        draft.from = Mailbox(Fixtures.address("shop@example.com"), name: #"Shop, "the" best\"#)
        #expect(Fixtures.text(try MailWriter().message(draft)).contains(#"From: "Shop, \"the\" best\\" <shop@"#))
    }

    @Test("An address beyond ASCII makes the header UTF-8, and the body stays ASCII")
    func international() throws {
        let message = try MailWriter().message(
            Fixtures.draft(to: "j\u{F6}rg@example.org", subject: "Gr\u{FC}\u{DF}e", body: "\u{FC}"))
        #expect(message.isInternational)
        #expect(Fixtures.text(message).contains("To: j\u{F6}rg@example.org\r\nSubject: Gr\u{FC}\u{DF}e\r\n"))
        // Few letters, of which each second is escaped: Base64.
        #expect(Fixtures.text(message).hasSuffix("\r\n\r\nw7wNCg==\r\n"))
    }

    @Test("Nobody gets a field of their own into the header")
    func injection() {
        var subject = Fixtures.draft(subject: "Hello\r\nBcc: eve@example.org")
        #expect(throws: MailFault.self) { try MailWriter().message(subject) }
        subject.subject = "Hello\u{0}"
        #expect(throws: MailFault.self) { try MailWriter().message(subject) }
        var name = Fixtures.draft()
        name.from = Mailbox(Fixtures.address("a@example.org"), name: "x\ny")
        #expect(throws: MailFault.self) { try MailWriter().message(name) }
        for field in ["Subject", "bcc", "X Y", "", "X:", "Received"] {
            var draft = Fixtures.draft()
            draft.fields = [MailDraft.Field(field, "x")]
            #expect(throws: MailFault.self, "\(field)") { try MailWriter().message(draft) }
        }
    }

    @Test(
        "A message is in lines that end in CRLF",
        arguments: ["a\nb\r\n", "a\rb\r\n", "a\r\n.\n", "a", "", "a\u{0}\r\n"])
    func lineEnds(text: String) {
        #expect(throws: MailFault.self) { try Fixtures.message(text) }
    }

    @Test("Lines have 998 bytes at most")
    func longLines() throws {
        _ = try Fixtures.message(String(repeating: "x", count: 998) + "\r\n")
        #expect(throws: MailFault.self) { try Fixtures.message(String(repeating: "x", count: 999) + "\r\n") }
        var draft = Fixtures.draft()
        draft.subject = String(repeating: "x", count: 5000)
        let text = Fixtures.text(try MailWriter().message(draft))
        #expect(text.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 76 })
    }

    @Test("Readers can unsubscribe by one click, at an address of https alone")
    func unsubscribing() throws {
        var draft = Fixtures.draft()
        draft.unsubscribing = Unsubscribing(
            url: "https://shop.example.com/u/1?t=x", address: Fixtures.address("leave@example.com"))
        let text = Fixtures.text(try MailWriter().message(draft)).replacing("\r\n ", with: " ")
        #expect(
            text.contains(
                "List-Unsubscribe: <https://shop.example.com/u/1?t=x>, <mailto:leave@example.com?subject=unsubscribe>\r\n"
            ))
        #expect(text.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"))
        for url in ["http://shop.example.com/u", "https://shop.example.com/\r\nX: y", "https://a>b"] {
            draft.unsubscribing = Unsubscribing(url: url)
            #expect(throws: MailFault.self) { try MailWriter().message(draft) }
        }
    }

    @Test("The same notification has the same identity, another one another")
    func identity() {
        let id = MessageID(key: "a", domain: "example.org")
        #expect(id == MessageID(key: "a", domain: "example.org"))
        #expect(id != MessageID(key: "b", domain: "example.org"))
        #expect(id.text.hasPrefix("<") && id.text.hasSuffix("@example.org>"))
    }

    @Test(
        "Moments are told in UTC",
        arguments: [(0, "Thu, 1 Jan 1970 00:00:00 +0000"), (-1, "Wed, 31 Dec 1969 23:59:59 +0000")])
    func dates(seconds: Int64, text: String) {
        #expect(MailTime.text(Timestamp(secondsSince1970: seconds)) == text)
    }

    private static func decoded(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "=") else {
                result.append(byte)
                continue
            }
            let pair = rest.prefix(2)
            rest = rest.dropFirst(2)
            if pair.elementsEqual([0x0D, 0x0A]) { continue }
            result.append(UInt8(String(decoding: pair, as: UTF8.self), radix: 16) ?? 0)
        }
        return result
    }
}
