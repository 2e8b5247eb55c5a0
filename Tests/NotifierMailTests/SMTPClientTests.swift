import Foundation
import MailSink
import MeshTestKit
import NIOPosix
import Testing

@testable import NotifierMail

@Suite("Mails go through a real server, which fails as it is told to", .enabled(if: DebianPython.isThere))
struct SMTPClientTests {
    private static let group = MultiThreadedEventLoopGroup.singleton

    @Test("A mail arrives as it was written, over and over on one connection", arguments: [true, false])
    func sending(pipelining: Bool) async throws {
        let sink = try MailSink(#""pipelining": \#(pipelining)"#)
        let client = try SMTPClient(sink.server(), group: Self.group)
        let message = try Fixtures.message("Subject: Test\r\n\r\n.\r\n..a\r\nEnd\r\n")
        for number in 0..<5 {
            let results = await client.send(message, Fixtures.envelope("\(number)@example.org"))
            #expect(results.map(MailTransactionTests.code) == [250])
        }
        let mails = try sink.mails
        #expect(mails.compactMap(\.recipients) == (0..<5).map { ["\($0)@example.org"] })
        #expect(mails.allSatisfy { $0.content == Fixtures.text(message) })
        #expect(Set(mails.map(\.peer)).count == 1)
        await client.close()
    }

    @Test("Each recipient has a result of its own", arguments: [true, false])
    func mixed(pipelining: Bool) async throws {
        let sink = try MailSink(#""pipelining": \#(pipelining)"#)
        let client = try SMTPClient(sink.server(), group: Self.group)
        let envelope = Fixtures.envelope("a@example.org", "nobody@example.org", "full@example.org", "b@example.org")
        let results = await client.send(try Fixtures.message(), envelope)
        #expect(results.map(MailTransactionTests.code) == [250, 550, 452, 250])
        #expect(try sink.mails.map(\.recipients) == [["a@example.org", "b@example.org"]])
        // None is taken: the connection serves the next mail all the same.
        let refused = await client.send(try Fixtures.message(), Fixtures.envelope("nobody@example.org"))
        #expect(refused.map(MailTransactionTests.code) == [550])
        for (name, code) in [("busy", 451), ("spam", 554), ("grey", 450), ("grey", 250), ("c", 250)] {
            let results = await client.send(try Fixtures.message(), Fixtures.envelope("\(name)@example.org"))
            #expect(results.map(MailTransactionTests.code) == [code], "\(name)")
        }
        #expect(try sink.events.count { $0.event == "hello" } == 1)
        await client.close()
    }

    @Test("A connection that breaks before the message leaves it unsent, behind its end unknown")
    func breaking() async throws {
        let sink = try MailSink()
        let client = try SMTPClient(sink.server(), group: Self.group)
        let early = await client.send(try Fixtures.message(), Fixtures.envelope("gone@example.org"))
        let late = await client.send(try Fixtures.message(), Fixtures.envelope("drop@example.org"))
        #expect((early + late).map(MailTransactionTests.code) == [-2, -3])
        let next = await client.send(try Fixtures.message(), Fixtures.envelope("a@example.org"))
        #expect(next.map(MailTransactionTests.code) == [250])
        await client.close()
    }

    @Test("A server that is too slow is left")
    func slow() async throws {
        let sink = try MailSink()
        var server = sink.server()
        server.patience = .milliseconds(300)
        let client = try SMTPClient(server, group: Self.group)
        let results = await client.send(try Fixtures.message(), Fixtures.envelope("slow@example.org"))
        #expect(results == [.unknown(.timeout(.message))])
        await client.close()
    }

    @Test("Where nobody listens, a mail is unsent")
    func unreachable() async throws {
        var server = try MailSink().server()
        server.host = "127.0.0.1"
        server.port = 1
        let client = try SMTPClient(server, group: Self.group)
        let results = await client.send(try Fixtures.message(), Fixtures.envelope("a@example.org"))
        guard case .unsent(.unreachable)? = results.first else {
            Issue.record("\(results)")
            return
        }
        await client.close()
    }

    @Test("STARTTLS secures the connection, and AUTH proves who we are", arguments: ["plain", "login"])
    func secured(mechanism: String) async throws {
        let directory = try TemporaryDirectory()
        let certificate = try TestCertificate(in: directory)
        let sink = try MailSink(
            #""auth": "\#(mechanism)", "certificate": "\#(certificate.certificate)", "key": "\#(certificate.key)""#)
        var server = sink.server(.required, credentials: SMTPCredentials(name: "orrery", password: "gehe\u{EF}m"))
        server.trustFile = certificate.certificate
        let client = try SMTPClient(server, group: Self.group)
        let results = await client.send(try Fixtures.message(), Fixtures.envelope("a@example.org"))
        #expect(results.map(MailTransactionTests.code) == [250], "\(results)")
        #expect(try sink.events.compactMap(\.secured) == [false, true])
        #expect(try sink.events.compactMap(\.mechanism) == [mechanism.uppercased()])
        #expect(try sink.mails.map(\.user) == ["orrery"])
        await client.close()

        var stranger = server
        stranger.session.credentials = SMTPCredentials(name: "orrery", password: "wrong")
        let refused = try SMTPClient(stranger, group: Self.group)
        guard
            case .unsent(.refused(.authentication, _))? = await refused.send(
                try Fixtures.message(), Fixtures.envelope("a@example.org")
            ).first
        else {
            Issue.record("a wrong password is taken")
            return
        }
        await refused.close()
    }

    @Test(
        "A certificate that is not to be trusted, or of another, ends it where TLS is required",
        arguments: [true, false])
    func distrusted(isTrusted: Bool) async throws {
        let directory = try TemporaryDirectory()
        let certificate = try TestCertificate(in: directory, for: isTrusted ? "elsewhere.example" : "localhost")
        let sink = try MailSink(#""certificate": "\#(certificate.certificate)", "key": "\#(certificate.key)""#)
        var server = sink.server(.required)
        if isTrusted { server.trustFile = certificate.certificate }
        let client = try SMTPClient(server, group: Self.group)
        let results = await client.send(try Fixtures.message(), Fixtures.envelope("a@example.org"))
        guard case .unsent(.insecure)? = results.first else {
            Issue.record("\(results)")
            return
        }
        #expect(try sink.mails.isEmpty)
        await client.close()
    }

    @Test("When STARTTLS fails, nothing goes in the clear", arguments: ["refuse", "drop", "inject"])
    func failingTLS(way: String) async throws {
        let directory = try TemporaryDirectory()
        let certificate = try TestCertificate(in: directory)
        let sink = try MailSink(
            #""starttls": "\#(way)", "certificate": "\#(certificate.certificate)", "key": "\#(certificate.key)""#)
        var server = sink.server(.required)
        server.trustFile = certificate.certificate
        let client = try SMTPClient(server, group: Self.group)
        let results = await client.send(try Fixtures.message(), Fixtures.envelope("a@example.org"))
        #expect(results.map(MailTransactionTests.code) == [-2], "\(results)")
        #expect(try sink.mails.isEmpty)
        await client.close()
    }

    @Test("Many mails at once share a few connections")
    func many() async throws {
        let sink = try MailSink(#""pipelining": true"#)
        var server = sink.server()
        server.connections = 3
        server.mailsPerConnection = 20
        let client = try SMTPClient(server, group: Self.group)
        let message = try Fixtures.message()
        let codes = await withTaskGroup(of: [RecipientResult].self) { group in
            for number in 0..<100 {
                group.addTask { await client.send(message, Fixtures.envelope("\(number)@example.org")) }
            }
            return await group.reduce(into: []) { $0 += $1.map(MailTransactionTests.code) }
        }
        #expect(codes == Array(repeating: 250, count: 100))
        let mails = try sink.mails
        #expect(Set(mails.compactMap(\.recipients)).count == 100)
        #expect(Set(mails.map(\.peer)).count >= 5)
        await client.close()
    }

    @Test("No more than one mail of a connection is taken and not written down", arguments: [1, 1000])
    func settling(mailsPerConnection: Int) async throws {
        let sink = try MailSink(#""pipelining": true"#)
        var server = sink.server()
        server.connections = 1
        server.mailsPerConnection = mailsPerConnection
        let client = try SMTPClient(server, group: Self.group)
        let message = try Fixtures.message()
        let (pages, page) = AsyncStream<Void>.makeStream()
        async let first = client.send(message, Fixtures.envelope("a@example.org")) { _ in
            for await _ in pages { break }
        }
        try await waitUntil("the first mail") { try sink.mails.count == 1 }
        async let second = client.send(message, Fixtures.envelope("b@example.org"))
        // The second one is begun, if there is a connection for it, and comes no further than to its text.
        if mailsPerConnection > 1 {
            try await waitUntil("the second mail to be begun") {
                try sink.events.contains { $0.event == "recipient" && $0.recipients == ["b@example.org"] }
            }
        }
        #expect(try sink.mails.count == 1)
        page.yield()
        let results = await (first, second)
        #expect((results.0 + results.1).map(MailTransactionTests.code) == [250, 250])
        #expect(try sink.mails.count == 2)
        await client.close()
    }

    @Test("Addresses and text beyond ASCII go to a server that takes them, and to no other", arguments: [true, false])
    func international(isTaken: Bool) async throws {
        let sink = try MailSink(#""international": \#(isTaken)"#)
        let client = try SMTPClient(sink.server(), group: Self.group)
        let message = try MailWriter().message(Fixtures.draft(to: "j\u{F6}rg@example.org", subject: "\u{DC}ber"))
        let results = await client.send(message, Fixtures.envelope("j\u{F6}rg@example.org"))
        #expect(results.map(MailTransactionTests.code) == [isTaken ? 250 : -1])
        #expect(try sink.mails.compactMap(\.recipients) == (isTaken ? [["j\u{F6}rg@example.org"]] : []))
        await client.close()
    }
}
