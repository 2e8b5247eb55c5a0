/// A client's side of a session with a server (RFC 5321), as a machine: what comes goes in, what is to be done comes out. It has
/// no socket and no clock.
package struct SMTPSession: Sendable {
    private enum State: Sendable {
        case greeting
        case hello(HelloForm)
        case startTLS
        case handshake
        case authentication(SMTPAuthentication)
        case idle
        case sending(MailTransaction)
        case quitting
        case over
    }

    /// By which command we say who we are; the older one for servers that do not know the newer (section 3.2).
    private enum HelloForm: String {
        case extended = "EHLO"
        case plain = "HELO"
    }

    private let settings: SMTPSettings
    private var state = State.greeting
    private var reader = SMTPReplyReader()
    private var extensions = SMTPExtensions()
    private var isSecured: Bool
    private var needsReset = false
    /// Results that were delivered and are not settled.
    private var unsettled = 0

    /// Begins a session on a connection that was just made; with ``SMTPSecurity/implicit``, and secured.
    package init(_ settings: SMTPSettings) {
        self.settings = settings
        isSecured = settings.security == .implicit
    }

    /// What is waited for; nil between mails, and after the end.
    package var phase: SMTPPhase? {
        switch state {
        case .greeting: .greeting
        case .hello: .hello
        case .startTLS: .startTLS
        case .handshake: .handshake
        case .authentication: .authentication
        case .sending(let transaction): transaction.phase
        case .quitting: .quit
        case .idle, .over: nil
        }
    }

    /// Whether a mail may be sent.
    package var isReady: Bool { if case .idle = state { true } else { false } }

    /// Takes bytes of the server.
    package mutating func received(_ bytes: some Sequence<UInt8>) -> [SMTPOrder] {
        reader.append(bytes)
        var orders: [SMTPOrder] = []
        do throws(SMTPReplyReader.Malformed) {
            while !isOver, let reply = try reader.next() { orders += answered(reply) }
        } catch {
            orders += fail(.malformed(error.detail))
        }
        return orders
    }

    /// The handshake of TLS was made, and the server is who it should be.
    package mutating func secured() -> [SMTPOrder] {
        guard case .handshake = state else { return fail(.malformed("TLS that was not begun")) }
        isSecured = true
        // All that was said before could have been said by anybody (RFC 3207, section 4.2).
        extensions = SMTPExtensions()
        reader.reset()
        return hello(.extended)
    }

    /// Sends a mail, up to its text while what became of one before it is not ``settled()``: no more than one of a session's
    /// mails is ever with the server and not written down.
    ///
    /// - Precondition: ``isReady``, and there are recipients.
    package mutating func send(_ message: MailMessage, _ envelope: MailEnvelope) -> [SMTPOrder] {
        precondition(isReady && !envelope.recipients.isEmpty, "a mail was sent without a recipient, or out of turn")
        if let obstacle = MailTransaction.obstacle(message, envelope, extensions) {
            return deliver(envelope.recipients.map { _ in obstacle })
        }
        var transaction = MailTransaction(
            message, envelope, extensions, needsReset: needsReset, isHeld: unsettled > 0)
        let bytes = transaction.begin()
        state = .sending(transaction)
        return [.write(bytes)]
    }

    /// What was delivered is written down; said once for each ``SMTPOrder/delivered(_:)``.
    package mutating func settled() -> [SMTPOrder] {
        precondition(unsettled > 0, "a mail was settled twice")
        unsettled -= 1
        guard unsettled == 0, case .sending(var transaction) = state else { return [] }
        let bytes = transaction.release()
        state = .sending(transaction)
        return bytes.isEmpty ? [] : [.write(bytes)]
    }

    /// Ends the session as it should be, between two mails.
    package mutating func quit() -> [SMTPOrder] {
        guard isReady else { return fail(.closed) }
        state = .quitting
        return [Self.line("QUIT")]
    }

    /// Ends the session because the connection, or the patience with it, has ended.
    ///
    /// - Parameter isWritten: Whether all that was ordered to be written has left.
    package mutating func ended(_ failure: SMTPFailure, isWritten: Bool = true) -> [SMTPOrder] {
        fail(failure, isWritten: isWritten)
    }

    private var isOver: Bool { if case .over = state { true } else { false } }

    private mutating func answered(_ reply: SMTPReply) -> [SMTPOrder] {
        // The server goes (section 3.8); as the answer to a message, it has not taken it.
        if reply.code == 421, let phase, phase != .quit {
            var orders: [SMTPOrder] = []
            if phase == .message { orders = continueSending(reply) }
            return orders + fail(.refused(phase, reply))
        }
        switch state {
        case .greeting: return reply.isPositive ? hello(.extended) : fail(.refused(.greeting, reply))
        case .hello(let form): return greeted(form, reply)
        case .startTLS: return answeredStartTLS(reply)
        case .authentication(var exchange):
            switch exchange.answered(reply) {
            case .write(let text):
                state = .authentication(exchange)
                return [Self.line(text)]
            case .proved: return becomeReady()
            case .refused: return fail(.refused(.authentication, reply))
            }
        case .sending: return continueSending(reply)
        case .quitting: return fail(.closed)
        case .idle: return fail(.refused(.reset, reply))
        case .handshake: return fail(.insecure("The server has answered in the clear after STARTTLS."))
        case .over: return []
        }
    }

    private mutating func hello(_ form: HelloForm) -> [SMTPOrder] {
        state = .hello(form)
        return [Self.line("\(form.rawValue) \(settings.greeting)")]
    }

    private mutating func greeted(_ form: HelloForm, _ reply: SMTPReply) -> [SMTPOrder] {
        if reply.isPermanent, form == .extended { return hello(.plain) }
        guard reply.isPositive else { return fail(.refused(.hello, reply)) }
        extensions = form == .extended ? SMTPExtensions(reply) : SMTPExtensions()
        switch settings.security {
        case .required, .opportunistic:
            if isSecured { return authenticate() }
            if extensions.startTLS {
                state = .startTLS
                return [Self.line("STARTTLS")]
            }
            return settings.security == .required ? fail(.insecure("The server has no STARTTLS.")) : authenticate()
        case .implicit, .none: return authenticate()
        }
    }

    private mutating func answeredStartTLS(_ reply: SMTPReply) -> [SMTPOrder] {
        guard reply.code == 220 else {
            return settings.security == .required ? fail(.refused(.startTLS, reply)) : authenticate()
        }
        // Whoever is in between could have put it there, to be read as if it were secured (CVE-2011-0411).
        guard reader.isEmpty else { return fail(.insecure("More than an answer came before TLS was begun.")) }
        state = .handshake
        return [.secure]
    }

    private mutating func authenticate() -> [SMTPOrder] {
        guard let credentials = settings.credentials else { return becomeReady() }
        guard isSecured || settings.security == .none else {
            return fail(.insecure("A password is not sent without TLS."))
        }
        guard let exchange = SMTPAuthentication(credentials, among: extensions.authentication) else {
            return fail(.noMechanism)
        }
        state = .authentication(exchange)
        return [Self.line(exchange.first)]
    }

    private mutating func becomeReady() -> [SMTPOrder] {
        state = .idle
        return [.ready(extensions)]
    }

    private mutating func continueSending(_ reply: SMTPReply) -> [SMTPOrder] {
        guard case .sending(var transaction) = state else { return [] }
        let step = transaction.answered(reply)
        state = .sending(transaction)
        switch step {
        case .write(let bytes): return [.write(bytes)]
        case .wait: return []
        case .done(let results, let needsReset):
            self.needsReset = needsReset
            state = .idle
            return deliver(results)
        case .malformed(let detail): return fail(.malformed(detail))
        }
    }

    private mutating func fail(_ failure: SMTPFailure, isWritten: Bool = true) -> [SMTPOrder] {
        let last = state
        state = .over
        switch last {
        case .over: return []
        case .sending(let transaction):
            return deliver(transaction.results(after: failure, isWritten: isWritten)) + [.close(failure)]
        case .quitting: return [.close(.closed)]
        case .greeting, .hello, .startTLS, .handshake, .authentication, .idle: return [.close(failure)]
        }
    }

    private mutating func deliver(_ results: [RecipientResult]) -> [SMTPOrder] {
        unsettled += 1
        return [.delivered(results)]
    }

    private static func line(_ text: String) -> SMTPOrder { .write(Array(text.utf8) + MailBytes.lineEnd) }
}
