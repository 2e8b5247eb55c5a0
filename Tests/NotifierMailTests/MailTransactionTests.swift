import Testing

@testable import NotifierMail

@Suite("A mail is sent, whatever the server answers")
struct MailTransactionTests {
    static let recipients = ["a@example.org", "b@example.org"]

    /// Every answer of every kind at every place.
    static let scripts: [ScriptedServer.Script] = [250, 450, 550].flatMap { sender in
        [250, 452, 550].flatMap { first in
            [250, 450, 553].flatMap { second in
                [354, 451, 554].flatMap { data in
                    [250, 421, 452, 554].map { message in
                        ScriptedServer.Script(
                            sender: sender, recipients: [first, second], data: data, message: message)
                    }
                }
            }
        }
    }

    @Test("Each recipient gets the result that the server's answers mean", arguments: [true, false], [1, Int.max])
    func results(pipelining: Bool, pieces: Int) throws {
        for script in Self.scripts {
            var exchange = Self.exchange(script, pipelining: pipelining)
            exchange.pieces = pieces
            let results = try #require(
                exchange.send(try Fixtures.message(), Fixtures.envelope("a@example.org", "b@example.org")), "\(script)")
            let expected = zip(script.recipients.indices, script.recipients).map { index, code in
                script.sender != 250
                    ? script.sender
                    : code != 250 ? code : script.data != 354 ? script.data : script.message
            }
            #expect(results.map(Self.code) == expected, "\(script)")
            let accepted = zip(Self.recipients, results).filter { Self.isAccepted($0.1) }.map(\.0)
            #expect(exchange.server.taken == (accepted.isEmpty ? [] : [accepted]), "\(script)")
        }
    }

    @Test("After any mail but a last one, the next one goes through on the same connection", arguments: [true, false])
    func reuse(pipelining: Bool) throws {
        for script in Self.scripts where script.message != 421 {
            var exchange = Self.exchange(script, pipelining: pipelining)
            let envelope = Fixtures.envelope("a@example.org", "b@example.org")
            _ = exchange.send(try Fixtures.message(), envelope)
            exchange.server.script = ScriptedServer.Script()
            let results = exchange.send(try Fixtures.message(), envelope)
            #expect(results?.map(Self.code) == [250, 250], "\(script)")
            #expect(exchange.server.taken.last == Self.recipients, "\(script)")
        }
    }

    @Test(
        "Wherever the connection breaks, a mail that may have been taken is not called unsent",
        arguments: [true, false])
    func breaking(pipelining: Bool) throws {
        for script in Self.scripts {
            for replies in 0..<6 {
                var exchange = Self.exchange(script, pipelining: pipelining)
                exchange.repliesLeft = replies
                let results = try #require(
                    exchange.send(try Fixtures.message(), Fixtures.envelope("a@example.org", "b@example.org")))
                for (recipient, result) in zip(Self.recipients, results) {
                    let isTaken = exchange.server.taken.contains { $0.contains(recipient) }
                    let context = "\(script) after \(replies): \(result)"
                    switch result {
                    case .accepted: #expect(isTaken, "\(context)")
                    case .unknown: #expect(exchange.server.hasMessage, "\(context)")
                    case .refused: #expect(!isTaken, "\(context)")
                    case .unsent: #expect(!exchange.server.hasMessage && !isTaken, "\(context)")
                    case .unsupported: Issue.record("\(context)")
                    }
                }
            }
        }
    }

    @Test("The text of a mail waits until what became of the one before is written down", arguments: [true, false])
    func settling(pipelining: Bool) throws {
        for script in Self.scripts where script.message != 421 {
            var exchange = Self.exchange(script, pipelining: pipelining)
            exchange.settles = false
            let envelope = Fixtures.envelope("a@example.org", "b@example.org")
            _ = exchange.send(try Fixtures.message(), envelope)
            let taken = exchange.server.taken.count
            exchange.server.script = ScriptedServer.Script()
            #expect(exchange.send(try Fixtures.message(), envelope) == nil, "\(script)")
            #expect(exchange.server.taken.count == taken, "\(script)")
            var broken = exchange
            broken.run(broken.session.ended(.disconnected("test")))
            #expect(broken.results == [.unsent(.disconnected("test")), .unsent(.disconnected("test"))], "\(script)")
            exchange.run(exchange.session.settled())
            #expect(exchange.results?.map(Self.code) == [250, 250], "\(script)")
            #expect(exchange.server.taken.last == Self.recipients, "\(script)")
        }
    }

    @Test("A server that takes its leave while a text waits has not taken it")
    func leave() throws {
        var exchange = Self.exchange(ScriptedServer.Script(), pipelining: true)
        exchange.settles = false
        _ = exchange.send(try Fixtures.message(), Fixtures.envelope("a@example.org"))
        _ = exchange.send(try Fixtures.message(), Fixtures.envelope("b@example.org"))
        exchange.run(exchange.session.received(Array("421 4.3.2 Bye\r\n".utf8)))
        let failure = SMTPFailure.refused(.data, SMTPReply(code: 421, lines: ["4.3.2 Bye"]))
        #expect(exchange.results == [.unsent(failure)] && exchange.closing == failure)
        exchange.run(exchange.session.settled())
        #expect(exchange.server.taken == [["a@example.org"]])
    }

    @Test("A message whose end has not left is unsent, not unknown")
    func unwritten() throws {
        var session = SMTPSession(SMTPSettings(greeting: "client.example", security: .none))
        _ = session.received(Array("220 a\r\n250 b\r\n".utf8))
        _ = session.send(try Fixtures.message(), Fixtures.envelope("a@example.org"))
        _ = session.received(Array("250 c\r\n250 d\r\n354 e\r\n".utf8))
        var other = session
        let failure = SMTPFailure.disconnected("test")
        #expect(session.ended(failure, isWritten: false) == [.delivered([.unsent(failure)]), .close(failure)])
        #expect(other.ended(failure, isWritten: true) == [.delivered([.unknown(failure)]), .close(failure)])
    }

    @Test("With PIPELINING all commands go at once, without it one at a time")
    func groups() throws {
        for pipelining in [true, false] {
            var session = SMTPSession(SMTPSettings(greeting: "client.example", security: .none))
            _ = session.received(Array("220 a\r\n".utf8))
            _ = session.received(Array("250-b\r\n250 \(pipelining ? "PIPELINING" : "HELP")\r\n".utf8))
            let orders = session.send(try Fixtures.message(), Fixtures.envelope("a@example.org"))
            let first = "MAIL FROM:<shop@example.com>\r\n"
            let rest = "RCPT TO:<a@example.org>\r\nDATA\r\n"
            #expect(orders == [.write(Array((pipelining ? first + rest : first).utf8))])
        }
    }

    @Test("Parameters are those that the server has")
    func parameters() throws {
        var exchange = Exchange(ScriptedServer(extensions: ["SIZE 4000", "8BITMIME", "SMTPUTF8", "DSN"]))
        let message = try MailMessage(bytes: Array("Subject: \u{FC}\r\n\r\nx\r\n".utf8), isInternational: true)
        let envelope = MailEnvelope(
            sender: Fixtures.address("b+1@example.com"),
            recipients: [Fixtures.address("j\u{F6}rg@example.org"), Fixtures.address("a+b@example.org")], id: "a=b c")
        _ = exchange.send(message, envelope)
        #expect(
            exchange.server.commands.dropFirst() == [
                "MAIL FROM:<b+1@example.com> SIZE=\(message.bytes.count) BODY=8BITMIME SMTPUTF8 RET=HDRS ENVID=a+3Db+20c",
                "RCPT TO:<j\u{F6}rg@example.org> NOTIFY=FAILURE",
                "RCPT TO:<a+b@example.org> NOTIFY=FAILURE ORCPT=rfc822;a+2Bb@example.org", "DATA",
            ])
    }

    @Test("What the server cannot take is not begun, and does not end the session")
    func unsupported() throws {
        var exchange = Exchange(ScriptedServer(extensions: ["SIZE 1000"]))
        let large = try Fixtures.message("Subject: x\r\n\r\n" + String(repeating: "xxxxxxxx\r\n", count: 100))
        let eightBit = try Fixtures.message("Subject: x\r\n\r\n\u{FC}\r\n")
        let plain = try Fixtures.message()
        for (message, recipient) in [
            (large, "a@example.org"), (eightBit, "a@example.org"), (plain, "j\u{F6}rg@example.org"),
        ] {
            let results = exchange.send(message, Fixtures.envelope(recipient))
            guard case .unsupported? = results?.first else {
                Issue.record("\(String(describing: results))")
                continue
            }
        }
        #expect(exchange.send(plain, Fixtures.envelope("a@example.org"))?.map(Self.code) == [250])
    }

    @Test("Lines that begin with a dot arrive as they were")
    func dots() throws {
        var exchange = Exchange(ScriptedServer())
        let message = try Fixtures.message(".a\r\n\r\n.\r\n..\r\n.b\r\n")
        _ = exchange.send(message, Fixtures.envelope("a@example.org"))
        #expect(exchange.server.contents == [message.bytes])
    }

    private static func exchange(_ script: ScriptedServer.Script, pipelining: Bool) -> Exchange {
        var server = ScriptedServer(script: script)
        if pipelining { server.extensions.append("PIPELINING") }
        return Exchange(server)
    }

    static func code(_ result: RecipientResult) -> Int {
        switch result {
        case .accepted(let reply), .refused(let reply): reply.code
        case .unsupported: -1
        case .unsent: -2
        case .unknown: -3
        }
    }

    private static func isAccepted(_ result: RecipientResult) -> Bool {
        if case .accepted = result { true } else { false }
    }
}
