import NIOCore
import NIOPosix

/// A connection to a server that is ready for mails, one after another.
struct SMTPConnection: Sendable {
    private let channel: any Channel
    private let handler: NIOLoopBound<SMTPChannelHandler>

    /// Connects, and says hello.
    ///
    /// - Throws: ``SMTPFailure``.
    static func open(
        _ server: SMTPServer, _ security: SMTPSecurityContext, group: any EventLoopGroup
    ) async throws(SMTPFailure) -> SMTPConnection {
        let loop = group.next()
        let readiness = loop.makePromise(of: Void.self)
        let bootstrap = ClientBootstrap(group: loop)
            .connectTimeout(TimeAmount(min(.seconds(30), server.patience)))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if server.session.security == .implicit {
                        try channel.pipeline.syncOperations.addHandler(try security.handler())
                    }
                    try channel.pipeline.syncOperations.addHandler(
                        SMTPChannelHandler(server, security, readiness: readiness))
                }
            }
        let channel: any Channel
        do {
            channel = try await bootstrap.connect(host: server.host, port: server.port).get()
        } catch {
            readiness.fail(error)
            throw .unreachable("\(server.host):\(server.port): \(error)")
        }
        do {
            try await readiness.futureResult.get()
            let handler = try await channel.eventLoop.submit {
                NIOLoopBound(
                    try channel.pipeline.syncOperations.handler(type: SMTPChannelHandler.self),
                    eventLoop: channel.eventLoop)
            }.get()
            return SMTPConnection(channel: channel, handler: handler)
        } catch let failure as SMTPFailure {
            throw failure
        } catch {
            throw .disconnected("\(error)")
        }
    }

    var isOpen: Bool { channel.isActive }

    /// Sends a mail.
    ///
    /// - Returns: What became of it for each recipient.
    func send(_ message: MailMessage, _ envelope: MailEnvelope) async -> [RecipientResult] {
        let (handler, loop) = (handler, channel.eventLoop)
        let unsent = envelope.recipients.map { _ in RecipientResult.unsent(.closed) }
        let result = loop.flatSubmit {
            handler.value.send(message, envelope) ?? loop.makeSucceededFuture(unsent)
        }
        // The handler only succeeds; a loop that is no more has sent nothing.
        return (try? await result.get()) ?? unsent
    }

    /// Ends the session as it should be.
    func quit() {
        let handler = handler
        channel.eventLoop.execute { handler.value.quit() }
    }
}
