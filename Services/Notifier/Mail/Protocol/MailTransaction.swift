/// The sending of one message to its recipients, from MAIL to the answer to its last line (RFC 5321, section 3.3).
struct MailTransaction: Sendable {
    /// How it goes on after an answer.
    enum Step: Hashable, Sendable {
        case write([UInt8])
        case wait
        /// It is over. `needsReset` says that the server still holds the sender that it was told.
        case done([RecipientResult], needsReset: Bool)
        /// The answer makes no sense here.
        case malformed(String)
    }

    private let message: MailMessage
    private let envelope: MailEnvelope
    private let extensions: SMTPExtensions
    /// What is sent when everything before it is answered, or at once.
    private var commands: [SMTPCommand]
    /// What is sent and not answered, the first one first.
    private var awaited: ArraySlice<SMTPCommand> = []
    /// The recipients' results; nil for those that were taken, or not named yet.
    private var results: [RecipientResult?]
    private var taken = 0
    private var isSenderTaken = false
    /// Whether the end of the message was sent.
    private var ending = Ending.none
    /// Whether the message is to wait for ``release()``.
    private var isHeld: Bool
    /// Whether the server waits for a message that is held.
    private var isAwaited = false

    private enum Ending {
        case none
        /// The end of an empty one, for a server that began to read without a recipient (RFC 2920, section 3.1).
        case empty
        case whole
    }

    init(
        _ message: MailMessage, _ envelope: MailEnvelope, _ extensions: SMTPExtensions, needsReset: Bool, isHeld: Bool
    ) {
        self.message = message
        self.envelope = envelope
        self.extensions = extensions
        self.isHeld = isHeld
        results = Array(repeating: nil, count: envelope.recipients.count)
        commands = needsReset ? [.reset, .sender] : [.sender]
        commands += envelope.recipients.indices.map(SMTPCommand.recipient) + [.data]
    }

    /// What is waited for.
    var phase: SMTPPhase { ending == .none ? awaited.first?.phase ?? (isAwaited ? .data : .message) : .message }

    /// Why the mail cannot go through this server at all.
    static func obstacle(
        _ message: MailMessage, _ envelope: MailEnvelope, _ extensions: SMTPExtensions
    ) -> RecipientResult? {
        if message.isInternational || envelope.isInternational, !extensions.internationalized {
            return .unsupported("The server takes no addresses beyond ASCII (SMTPUTF8).")
        }
        if message.isEightBit, !extensions.eightBitMIME {
            return .unsupported("The server takes no text beyond ASCII (8BITMIME).")
        }
        if let size = extensions.size, size > 0, message.bytes.count > size {
            return .unsupported("The server takes messages of at most \(size) bytes (SIZE).")
        }
        return nil
    }

    /// The first bytes: all commands at once where the server can take them (RFC 2920, section 3.1: DATA ends such a group).
    mutating func begin() -> [UInt8] {
        let first = extensions.pipelining ? commands[...] : commands.prefix(1)
        commands.removeFirst(first.count)
        awaited = first
        return first.flatMap { $0.line(message, envelope, extensions) }
    }

    /// Lets the message go that was held, now or when the server is ready for it.
    ///
    /// - Returns: What is to be written.
    mutating func release() -> [UInt8] {
        isHeld = false
        guard isAwaited else { return [] }
        isAwaited = false
        ending = .whole
        return DotStuffing.data(message)
    }

    /// Takes the next answer.
    mutating func answered(_ reply: SMTPReply) -> Step {
        switch ending {
        case .whole: return done(results.map { $0 ?? .accepted(reply) }, reply)
        case .empty: return finished()
        case .none: break
        }
        guard let command = awaited.popFirst() else { return .malformed("an answer to no command") }
        guard !(300..<400).contains(reply.code) || command == .data else {
            return .malformed("\(reply.code) in answer to another command than DATA")
        }
        switch command {
        case .reset: break
        case .sender:
            isSenderTaken = reply.isPositive
            if !isSenderTaken { refuseRest(.refused(reply)) }
        case .recipient(let index):
            if !isSenderTaken { break }
            if reply.isPositive { taken += 1 } else { results[index] = .refused(reply) }
        case .data: return answeredData(reply)
        }
        guard awaited.isEmpty else { return .wait }
        guard isSenderTaken || command == .reset else { return finished() }
        guard let next = commands.first, next != .data || taken > 0 else { return finished() }
        commands.removeFirst()
        awaited = [next]
        return .write(next.line(message, envelope, extensions))
    }

    /// The results when the session has failed.
    ///
    /// - Parameter isWritten: Whether all that was ordered to be written has left: a message whose end has not cannot be taken.
    func results(after failure: SMTPFailure, isWritten: Bool) -> [RecipientResult] {
        results.map { $0 ?? (ending == .whole && isWritten ? .unknown(failure) : .unsent(failure)) }
    }

    private mutating func answeredData(_ reply: SMTPReply) -> Step {
        if reply.code == 354 {
            if isHeld, taken > 0 {
                isAwaited = true
                return .wait
            }
            ending = taken > 0 ? .whole : .empty
            return .write(taken > 0 ? DotStuffing.data(message) : DotStuffing.end)
        }
        guard reply.isTransient || reply.isPermanent else { return .malformed("\(reply.code) in answer to DATA") }
        refuseRest(.refused(reply))
        return finished()
    }

    private func done(_ results: [RecipientResult], _ reply: SMTPReply) -> Step {
        guard !reply.isPositive else { return .done(results, needsReset: false) }
        guard reply.isTransient || reply.isPermanent else { return .malformed("\(reply.code) in answer to a message") }
        return .done(self.results.map { $0 ?? .refused(reply) }, needsReset: false)
    }

    private func finished() -> Step {
        .done(
            results.map { $0 ?? .unsent(.malformed("the server has answered too little")) },
            needsReset: isSenderTaken && ending == .none)
    }

    private mutating func refuseRest(_ result: RecipientResult) {
        results = results.map { $0 ?? result }
    }
}
