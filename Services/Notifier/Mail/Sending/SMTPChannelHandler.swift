import NIOCore
import NIOSSL
import NIOTLS

/// Runs a session on its connection: everything on the connection's event loop.
final class SMTPChannelHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Larger writes are cut, so that each shows that it goes on.
    private static let writeSize = 64 << 10
    /// How long a piece of a message may take (RFC 5321, section 4.5.3.2.5).
    private static let blockLimit: Duration = .seconds(3 * 60)

    private let server: SMTPServer
    private let security: SMTPSecurityContext
    private let readiness: EventLoopPromise<Void>
    private var session: SMTPSession
    private var delivery: EventLoopPromise<[RecipientResult]>?
    private var context: ChannelHandlerContext?
    private var timer: Scheduled<Void>?
    private var unwritten = 0
    private var lastError: (any Error)?

    /// - Parameter readiness: Is told when mails can be sent, or why they never can.
    init(_ server: SMTPServer, _ security: SMTPSecurityContext, readiness: EventLoopPromise<Void>) {
        self.server = server
        self.security = security
        self.readiness = readiness
        session = SMTPSession(server.session)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        arm()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer?.cancel()
        self.context = nil
    }

    func channelActive(context: ChannelHandlerContext) {
        // The greeting is waited for from now on.
        arm()
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        perform(session.received(unwrapInboundIn(data).readableBytesView))
    }

    func channelInactive(context: ChannelHandlerContext) {
        let reason = lastError.map { "\($0)" } ?? "The server has ended the connection."
        perform(session.ended(failure(reason), isWritten: unwritten == 0))
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted? = event as? TLSUserEvent, session.phase == .handshake {
            perform(session.secured())
        }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        lastError = error
        context.close(promise: nil)
    }

    /// Sends a mail.
    func send(_ message: MailMessage, _ envelope: MailEnvelope) -> EventLoopFuture<[RecipientResult]>? {
        guard session.isReady, let context else { return nil }
        let promise = context.eventLoop.makePromise(of: [RecipientResult].self)
        delivery = promise
        perform(session.send(message, envelope))
        return promise.futureResult
    }

    /// What became of the mail before is written down: the next one's text may go.
    func settled() { perform(session.settled()) }

    /// Ends the session between mails.
    func quit() { perform(session.quit()) }

    private func failure(_ reason: String) -> SMTPFailure {
        session.phase == .handshake || lastError is NIOSSLError || lastError is BoringSSLError
            ? .insecure(reason) : .disconnected(reason)
    }

    private func perform(_ orders: [SMTPOrder]) {
        for order in orders {
            switch order {
            case .write(let bytes): write(bytes)
            case .secure: secure()
            case .ready: readiness.succeed()
            case .delivered(let results):
                delivery?.succeed(results)
                delivery = nil
            case .close(let failure):
                readiness.fail(failure)
                context?.close(promise: nil)
            }
        }
        arm()
    }

    private func write(_ bytes: [UInt8]) {
        guard let context else { return }
        let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
        for start in stride(from: 0, to: bytes.count, by: Self.writeSize) {
            let piece = bytes[start..<min(start + Self.writeSize, bytes.count)]
            unwritten += piece.count
            context.write(wrapOutboundOut(ByteBuffer(bytes: piece))).whenSuccess {
                handler.value.unwritten -= piece.count
                handler.value.arm()
            }
        }
        context.flush()
    }

    private func secure() {
        guard let context else { return }
        do {
            try context.pipeline.syncOperations.addHandler(try security.handler(), position: .first)
        } catch {
            perform(session.ended(.insecure("\(error)")))
        }
    }

    /// Sets the time anew after which the server has had enough of it.
    private func arm() {
        timer?.cancel()
        timer = nil
        guard let context, context.channel.isActive else { return }
        let limit: Duration =
            switch session.phase {
            case .message? where unwritten > 0: min(Self.blockLimit, server.patience)
            case let phase?: min(phase.limit, server.patience)
            case nil: server.idleTime
            }
        let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleTask(in: TimeAmount(limit)) { handler.value.timePassed() }
    }

    private func timePassed() {
        if let phase = session.phase {
            perform(session.ended(.timeout(phase), isWritten: unwritten == 0))
        } else {
            perform(session.quit())
        }
    }
}
