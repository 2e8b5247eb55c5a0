import Logging
import NIOCore

/// A server's part on one of its event loops, for callers on any thread: each call goes to the loop.
struct ServerLoop: Sendable {
    let eventLoop: any EventLoop
    private let handlers: NIOLoopBoundBox<ProtocolHandlers>

    init(
        eventLoop: any EventLoop, configuration: HTTPServerConfiguration, logger: Logger,
        acceptor: @escaping ExchangeAcceptor
    ) {
        self.eventLoop = eventLoop
        handlers = .makeBoxSendingValue(
            ProtocolHandlers(
                configuration: configuration, acceptor: acceptor,
                register: ConnectionRegister(eventLoop: eventLoop, sweepInterval: configuration.sweepInterval),
                logger: logger),
            eventLoop: eventLoop)
    }

    /// Sets up a new connection. Called on the loop.
    func start(_ channel: any Channel, tls: ServerTLS?) throws {
        try handlers.value.start(channel, tls: tls)
    }

    func beginDrain() {
        eventLoop.execute { handlers.value.register.beginDrain() }
    }

    func abort() {
        eventLoop.execute { handlers.value.register.abort() }
    }
}

extension HTTPServerConfiguration {
    /// How often time limits are looked at: often enough for the shortest of them, and twice a second at most.
    var sweepInterval: TimeAmount {
        let shortest =
            [
                headerTimeout, bodyIdleTimeout, idleTimeout, writeStallTimeout, drainNotice, http1.lingerTime,
                http1.halfCloseGrace,
                http1.drainGrace,
            ].min() ?? .seconds(2)
        return max(.milliseconds(10), min(.milliseconds(500), TimeAmount(shortest / 4)))
    }
}
