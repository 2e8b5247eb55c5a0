@testable import NotifierMail

/// A session and a server that talk with each other, without a socket between them.
struct Exchange {
    var session: SMTPSession
    var server: ScriptedServer
    /// How the server's bytes are cut.
    var pieces = Int.max
    /// Replies after which the connection breaks.
    var repliesLeft = Int.max
    /// Whether results are written down at once.
    var settles = true
    private(set) var isReady = false
    private(set) var results: [RecipientResult]?
    private(set) var closing: SMTPFailure?

    init(_ server: ScriptedServer, security: SMTPSecurity = .none) {
        self.server = server
        session = SMTPSession(SMTPSettings(greeting: "client.example", security: security))
        run(session.received(Array("220 test\r\n".utf8)))
    }

    mutating func send(_ message: MailMessage, _ envelope: MailEnvelope) -> [RecipientResult]? {
        results = nil
        run(session.send(message, envelope))
        return results
    }

    mutating func run(_ orders: [SMTPOrder]) {
        for order in orders {
            switch order {
            case .write(let bytes): hear(server.received(bytes))
            case .secure: run(session.secured())
            case .ready: isReady = true
            case .delivered(let results):
                self.results = results
                if settles { run(session.settled()) }
            case .close(let failure): closing = failure
            }
        }
    }

    private mutating func hear(_ answers: [String]) {
        for answer in answers {
            guard closing == nil else { return }
            guard repliesLeft > 0 else {
                run(session.ended(.disconnected("test")))
                return
            }
            repliesLeft -= 1
            var bytes = Array(answer.utf8)[...]
            while !bytes.isEmpty {
                let piece = bytes.prefix(pieces)
                bytes = bytes.dropFirst(piece.count)
                run(session.received(piece))
            }
        }
    }
}
