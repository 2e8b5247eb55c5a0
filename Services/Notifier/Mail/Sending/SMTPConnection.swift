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

    /// Sends a mail; its text waits until those before it are ``settled()``, as this one is to be when it is written down.
    ///
    /// - Returns: What became of it for each recipient; nil when it could not be begun.
    func send(_ message: MailMessage, _ envelope: MailEnvelope) async -> [RecipientResult]? {
        let (handler, loop) = (handler, channel.eventLoop)
        let result = loop.flatSubmit {
            handler.value.send(message, envelope)?.map(Optional.some) ?? loop.makeSucceededFuture(nil)
        }
        // The handler only succeeds; a loop that is no more has sent nothing.
        return (try? await result.get()) ?? nil
    }

    /// What became of the last mail is written down.
    func settled() {
        let handler = handler
        channel.eventLoop.execute { handler.value.settled() }
    }

    /// Ends the session as it should be.
    func quit() {
        let handler = handler
        channel.eventLoop.execute { handler.value.quit() }
    }
}
