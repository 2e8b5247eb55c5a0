import Foundation
import Logging
import MeshCore
import MeshTestKit
import NIOCore
import NIOPosix
import Testing

@testable import Supervisor

@Suite("The sink of mail")
struct MailReceptionTests {
    private static func lines(_ lines: String...) -> [UInt8] { Array(lines.map { $0 + "\r\n" }.joined().utf8) }

    private static func answers(_ orders: [MailReception.Order]) -> [String] {
        orders.compactMap { order in
            switch order {
            case .answer(let text): String(text.prefix(3))
            case .keep: "keep"
            case .close: "close"
            }
        }
    }

    private static let session = lines(
        "EHLO shop", "MAIL FROM:<shop@example.org> SIZE=10", "RCPT TO:<a@example.org>",
        "RCPT TO:<b@example.org> NOTIFY=NEVER",
        "DATA", "Subject: Hello", "", "..dots", "text", ".", "QUIT")

    @Test("A mail is the same however its bytes come", arguments: [1, 7, 10_000])
    func pieces(size: Int) throws {
        var reception = MailReception()
        var orders: [MailReception.Order] = []
        for start in stride(from: 0, to: Self.session.count, by: size) {
            orders += reception.received(Self.session[start..<min(start + size, Self.session.count)])
        }
        #expect(Self.answers(orders) == ["250", "250", "250", "250", "354", "keep", "221", "close"])
        let mail = ReceivedMail(
            sender: "shop@example.org", recipients: ["a@example.org", "b@example.org"],
            text: Self.lines("Subject: Hello", "", ".dots", "text"))
        #expect(orders.contains(.keep(mail)))
    }

    @Test("What is out of order, unknown or too large is refused, and the session goes on")
    func refusals() {
        var reception = MailReception(sizeLimit: 20)
        let orders = reception.received(
            Self.lines(
                "RCPT TO:<a@example.org>", "DATA", "STARTTLS", "MAIL FROM:somebody", "MAIL FROM:<>", "DATA",
                "RCPT TO:<a@example.org>", "DATA", String(repeating: "x", count: 30), ".", "MAIL FROM:<>",
                "RCPT TO:<a@example.org>", "DATA", "short", "."))
        #expect(
            Self.answers(orders) == [
                "503", "503", "502", "501", "250", "503", "250", "354", "552", "250", "250", "354", "keep",
            ])
        var long = MailReception()
        #expect(Self.answers(long.received(Array(repeating: UInt8(ascii: "x"), count: 5000))) == ["500", "close"])
    }

    @Test("A mail is read as people read it: words, parts and bytes decoded")
    func reading() throws {
        let source = """
            Return-Path: <shop@example.org>
            From: Shop <shop@example.org>
            To: =?utf-8?q?Gr=C3=A9te?= <g@example.org>
            Subject: =?utf-8?b?R3LDvMOfZQ==?= =?utf-8?q?_aus_Wien?= heute
            Date: Sun, 22 Nov 2026 15:42:54 +0000
            Content-Type: multipart/alternative; boundary="=_1"

            --=_1
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            Sch=C3=B6n =
            ist 100=3D100
            --=_1
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: base64

            PGI+U2Now7ZuPC9iPg==
            --=_1--
            """
        let mail = KeptMail(number: 1, source: source)
        #expect(mail.to == "Gréte <g@example.org>" && mail.subject == "Grüße aus Wien heute")
        #expect(mail.text == "Schön ist 100=100" && mail.html == "<b>Schön</b>", "\(mail.text ?? "")")
    }

    @Test("What is sent to the sink is a file with the next number, also after it began anew on the same port")
    func kept() async throws {
        let directory = try TemporaryDirectory()
        let folder = DataFolder(path: directory.path)
        try folder.create()
        let mails = MailFolder(path: folder.mails)
        var address = ""
        for round in 1...2 {
            let sink = try await MailSink.open(folder, logger: Logger(label: "test"))
            #expect(address.isEmpty || sink.address == address)
            address = sink.address
            let port = try #require(Int(address.split(separator: ":").last ?? ""))
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(host: "127.0.0.1", port: port).get()
            try await channel.writeAndFlush(ByteBuffer(bytes: Self.session))
            try await channel.closeFuture.get()
            #expect(mails.numbers() == Array(1...round))
            await sink.close()
        }
        let mail = try #require(mails.mail(2))
        #expect(mail.subject == "Hello" && mail.source.contains("Delivered-To: a@example.org, b@example.org"))
        #expect(try mails.clear() == 2 && mails.numbers().isEmpty)
    }
}
