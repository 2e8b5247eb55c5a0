import Testing

@testable import NotifierMail

@Suite("A session is begun, secured and ended")
struct SMTPSessionTests {
    @Test("A server without EHLO is greeted by HELO")
    func hello() {
        var session = Self.session(.none)
        #expect(session.received("220 old\r\n") == [.write("EHLO client.example\r\n")])
        #expect(session.received("502 what\r\n") == [.write("HELO client.example\r\n")])
        #expect(session.received("250 old\r\n") == [.ready(SMTPExtensions())])
        #expect(session.isReady)
    }

    @Test("What a server says that it can is read, whatever its case")
    func extensions() {
        var session = Self.session(.none)
        _ = session.received("220 test\r\n")
        let orders = session.received(
            "250-test\r\n250-size 1000\r\n250-Pipelining\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-DSN\r\n250-AUTH PLAIN x\r\n250 AUTH=LOGIN\r\n"
        )
        var expected = SMTPExtensions()
        expected.size = 1000
        expected.pipelining = true
        expected.eightBitMIME = true
        expected.internationalized = true
        expected.deliveryStatus = true
        expected.authentication = ["PLAIN", "X", "LOGIN"]
        #expect(orders == [.ready(expected)])
    }

    @Test("Secured, the server is asked again, and what it said before is forgotten")
    func startTLS() {
        var session = Self.session(.required)
        _ = session.received("220 test\r\n")
        #expect(session.received("250-test\r\n250-SIZE 5\r\n250 STARTTLS\r\n") == [.write("STARTTLS\r\n")])
        #expect(session.received("220 go\r\n") == [.secure])
        #expect(session.phase == .handshake)
        #expect(session.secured() == [.write("EHLO client.example\r\n")])
        #expect(session.received("250 test\r\n") == [.ready(SMTPExtensions())])
    }

    @Test("Where TLS is required, nothing goes without it")
    func required() {
        var without = Self.session(.required)
        _ = without.received("220 test\r\n")
        #expect(without.received("250 test\r\n").isInsecure)
        var refusing = Self.session(.required)
        _ = refusing.received("220 test\r\n250-test\r\n250 STARTTLS\r\n")
        let reply = SMTPReply(code: 454, lines: ["4.7.0 later"])
        #expect(refusing.received("454 4.7.0 later\r\n") == [.close(.refused(.startTLS, reply))])
        #expect(refusing.received("250 test\r\n").isEmpty)
    }

    @Test("Where TLS is wished for, a server without it is taken as it is")
    func opportunistic() {
        var without = Self.session(.opportunistic)
        _ = without.received("220 test\r\n")
        #expect(without.received("250 test\r\n") == [.ready(SMTPExtensions())])
        var refusing = Self.session(.opportunistic)
        _ = refusing.received("220 test\r\n250-test\r\n250 STARTTLS\r\n")
        var extensions = SMTPExtensions()
        extensions.startTLS = true
        #expect(refusing.received("454 later\r\n") == [.ready(extensions)])
    }

    @Test(
        "An answer behind that to STARTTLS is taken for an attack", arguments: ["220 go\r\n250 x\r\n", "220 go\r\n2"])
    func injection(text: String) {
        var session = Self.session(.required)
        _ = session.received("220 test\r\n250-test\r\n250 STARTTLS\r\n")
        #expect(session.received(text).isInsecure)
    }

    @Test("A name is proved by PLAIN, else by LOGIN, else not at all")
    func authentication() {
        var plain = Self.session(.none, "n", "p")
        _ = plain.received("220 test\r\n")
        #expect(plain.received("250-test\r\n250 AUTH LOGIN PLAIN\r\n") == [.write("AUTH PLAIN AG4AcA==\r\n")])
        #expect(plain.received("235 yes\r\n").contains { if case .ready = $0 { true } else { false } })

        var login = Self.session(.none, "n", "p")
        _ = login.received("220 test\r\n")
        #expect(login.received("250-test\r\n250 AUTH LOGIN\r\n") == [.write("AUTH LOGIN\r\n")])
        #expect(login.received("334 VXNlcm5hbWU6\r\n") == [.write("bg==\r\n")])
        #expect(login.received("334 UGFzc3dvcmQ6\r\n") == [.write("cA==\r\n")])
        let reply = SMTPReply(code: 535, lines: ["5.7.8 no"])
        #expect(login.received("535 5.7.8 no\r\n") == [.close(.refused(.authentication, reply))])

        var other = Self.session(.none, "n", "p")
        _ = other.received("220 test\r\n")
        #expect(other.received("250-test\r\n250 AUTH GSSAPI\r\n") == [.close(.noMechanism)])
    }

    @Test("A password never goes in the clear to a server that could have been secured")
    func clearPassword() {
        var session = Self.session(.opportunistic, "n", "p")
        _ = session.received("220 test\r\n")
        #expect(session.received("250-test\r\n250 AUTH PLAIN\r\n").isInsecure)
        #expect("\(SMTPCredentials(name: "n", password: "geheim"))" == "n:\u{2026}")
    }

    @Test("A server that goes says so at any place", arguments: [0, 1, 2])
    func closing(place: Int) {
        var session = Self.session(.none)
        for text in ["220 test\r\n", "250 test\r\n"].prefix(place) { _ = session.received(text) }
        let orders = session.received("421 4.3.2 Bye\r\n")
        guard case .close(.refused(_, let reply))? = orders.first else {
            Issue.record("\(orders)")
            return
        }
        #expect(reply.code == 421)
        #expect(!session.isReady)
    }

    @Test("A session that takes no mails says why", arguments: ["554 No\r\n", "421 Later\r\n"])
    func refusedGreeting(text: String) {
        var session = Self.session(.none)
        guard case .close(.refused(.greeting, _))? = session.received(text).first else {
            Issue.record("It goes on after \(text)")
            return
        }
    }

    @Test("The end is said, and its answer waited for")
    func quitting() {
        var session = Self.session(.none)
        _ = session.received("220 test\r\n250 test\r\n")
        #expect(session.quit() == [.write("QUIT\r\n")])
        #expect(session.phase == .quit)
        #expect(session.received("221 bye\r\n") == [.close(.closed)])
        #expect(session.ended(.disconnected("test")).isEmpty)
    }

    @Test("The times are those of RFC 5321, section 4.5.3.2")
    func times() {
        let minutes: [SMTPPhase: Int64] = [.greeting: 5, .sender: 5, .recipient: 5, .data: 2, .message: 10]
        for (phase, time) in minutes { #expect(phase.limit == .seconds(60 * time)) }
    }

    private static func session(_ security: SMTPSecurity, _ name: String? = nil, _ password: String = "") -> SMTPSession
    {
        let credentials = name.map { SMTPCredentials(name: $0, password: password) }
        return SMTPSession(SMTPSettings(greeting: "client.example", security: security, credentials: credentials))
    }
}

extension SMTPSession {
    fileprivate mutating func received(_ text: String) -> [SMTPOrder] { received(Array(text.utf8)) }
}

extension SMTPOrder {
    fileprivate static func write(_ text: String) -> SMTPOrder { .write(Array(text.utf8)) }
}

extension [SMTPOrder] {
    /// Whether they end the session because it is not secure.
    fileprivate var isInsecure: Bool { if case .close(.insecure)? = first { count == 1 } else { false } }
}
