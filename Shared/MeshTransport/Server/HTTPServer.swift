import Glibc
package import Logging
package import NIOCore
import NIOPosix
import Synchronization

/// A server of HTTP/1.1 and HTTP/2 on the same ports: it listens, finds out each connection's protocol, and presents
/// every request to one acceptor as an ``Exchange``.
///
/// Its life is `bind()`, `run()`, `beginDrain(limit:)`: a drain takes no new connection, lets each connection finish, and
/// ends `run()` when all are closed or the limit has passed.
package final class HTTPServer: Sendable {
    private enum State {
        case idle
        case binding
        case listening([OpenListener])
        case draining
        case stopped
    }

    /// Why a server does not start.
    package enum Failure: Error {
        /// `bind()` or `run()` was called again, or after the drain.
        case alreadyStarted
        /// An address cannot be listened on.
        case cannotListen(address: String, cause: any Error)
    }

    private let configuration: HTTPServerConfiguration
    private let listeners: [Listener]
    private let tls: ServerTLS?
    private let group: any EventLoopGroup
    private let loops: [ServerLoop]
    private let cap: ConnectionCap
    private let logger: Logger
    private let state = Mutex(State.idle)
    private let addresses = Mutex<[SocketAddress]>([])
    private let stopped: EventLoopPromise<Void>

    /// - Parameters:
    ///   - tls: who the server is and whom it accepts; nil for plain text.
    ///   - group: the event loops over which connections are spread, in turn.
    ///   - acceptor: takes each request, on its connection's event loop.
    package init(
        configuration: HTTPServerConfiguration = .init(), listeners: [Listener], tls: ServerTLS? = nil,
        group: any EventLoopGroup, logger: Logger = Logger(label: "http.server"), acceptor: @escaping ExchangeAcceptor
    ) {
        self.configuration = configuration
        self.listeners = listeners
        self.tls = tls
        self.group = group
        self.logger = logger
        cap = ConnectionCap(limit: configuration.maxConnections)
        loops = group.makeIterator().map {
            ServerLoop(eventLoop: $0, configuration: configuration, logger: logger, acceptor: acceptor)
        }
        stopped = group.any().makePromise()
    }

    deinit {
        // A server that was never run has nobody who waits; a promise must still be kept. One that has stopped kept it, and its
        // event loops may be gone by now.
        let isKept = state.withLock { state in
            if case .stopped = state { true } else { false }
        }
        if !isKept { stopped.succeed() }
    }

    /// The addresses that are listened on, once `bind()` has returned; with the port that the system chose.
    package var boundAddresses: [SocketAddress] { addresses.withLock { $0 } }

    /// The first bound TCP port.
    package var port: Int? { boundAddresses.lazy.compactMap(\.port).first }

    /// Starts listening. Connections are served from here on.
    ///
    /// - Throws: ``Failure``; then nothing is listened on.
    package func bind() async throws {
        try state.withLock { state in
            guard case .idle = state else { throw Failure.alreadyStarted }
            state = .binding
        }
        var opened: [OpenListener] = []
        for listener in listeners {
            do {
                opened.append(try await listen(on: listener))
            } catch {
                for listener in opened { _ = listener.close() }
                stop()
                throw Failure.cannotListen(address: listener.description, cause: error)
            }
        }
        let bound = opened
        addresses.withLock { $0 = bound.compactMap(\.localAddress) }
        let wasDrained = state.withLock { state -> Bool in
            guard case .binding = state else { return true }
            state = .listening(bound)
            return false
        }
        if wasDrained { for listener in bound { _ = listener.close() } }
    }

    /// Serves until drained; binds first if that has not been done. Cancelling the task ends all connections at once.
    ///
    /// - Throws: ``Failure`` when it cannot listen.
    package func run() async throws {
        let mustBind = state.withLock { state in
            if case .idle = state { true } else { false }
        }
        if mustBind { try await bind() }
        await withTaskCancellationHandler {
            // The promise never fails.
            try? await stopped.futureResult.get()
        } onCancel: {
            beginDrain(limit: .zero)
        }
    }

    /// Takes no new connection, lets each open one finish (GOAWAY; `Connection: close`), and ends them all after the limit.
    ///
    /// Listening descriptors are closed, never shut down, so a socket that other processes hold goes on queueing for them.
    package func beginDrain(limit: Duration) {
        let opened = state.withLock { state -> [OpenListener]? in
            defer {
                switch state {
                case .idle, .binding, .listening: state = .draining
                case .draining, .stopped: break
                }
            }
            switch state {
            case .listening(let opened): return opened
            case .idle, .binding: return []
            case .draining, .stopped: return nil
            }
        }
        if let opened {
            logger.debug("Draining", metadata: ["connections": "\(cap.current)"])
            // Closing takes a turn of the loop; what it accepts until then is drained like the rest.
            let closed = opened.map { $0.close() }
            for loop in loops { loop.beginDrain() }
            EventLoopFuture.andAllComplete(closed, on: group.any()).whenComplete { _ in
                self.cap.whenNone { self.stop() }
            }
        }
        group.any().scheduleTask(in: TimeAmount(limit)) {
            for loop in self.loops { loop.abort() }
        }
    }

    private func stop() {
        state.withLock { $0 = .stopped }
        stopped.succeed()
    }

    private func listen(on listener: Listener) async throws -> OpenListener {
        if case .inherited(let descriptor) = listener.source, SharedListener.isTCP(descriptor) {
            let shared = try SharedListener(
                descriptor: descriptor, cap: cap, group: group, logger: logger, serve: acceptedServer())
            shared.start()
            return OpenListener(shared)
        }
        return OpenListener(try await bootstrap(for: listener).listen(on: listener))
    }

    /// Sets up each connection's channel on the next of the loops.
    private var startConnection: @Sendable (any Channel) -> EventLoopFuture<Void> {
        let (tls, logger) = (tls, logger)
        let loops = Dictionary(uniqueKeysWithValues: loops.map { (ObjectIdentifier($0.eventLoop), $0) })
        return { channel in
            channel.eventLoop.makeCompletedFuture {
                guard let loop = loops[ObjectIdentifier(channel.eventLoop)] else {
                    preconditionFailure("A connection is on a loop of another group.")
                }
                try loop.start(channel, tls: tls)
            }.flatMapErrorThrowing { error in
                logger.error("Could not set up a connection", metadata: ["error": "\(error)"])
                throw error
            }
        }
    }

    /// What serves a connection that was accepted and counted already.
    private func acceptedServer() -> @Sendable (Int32) -> Void {
        let (group, cap, start) = (group, cap, startConnection)
        return { descriptor in
            ClientBootstrap(group: group)
                .channelOption(.allowRemoteHalfClosure, value: true)
                .channelOption(.maxMessagesPerRead, value: 4)
                .channelOption(.socketOption(.so_keepalive), value: 1)
                .channelInitializer(start)
                .withConnectedSocket(descriptor)
                .whenComplete { result in
                    switch result {
                    case .success(let channel): channel.closeFuture.whenComplete { _ in cap.remove() }
                    // The client may be gone again; what else went wrong was logged, and the socket is closed.
                    case .failure: cap.remove()
                    }
                }
        }
    }

    private func bootstrap(for listener: Listener) -> ServerBootstrap {
        let cap = cap
        var bootstrap = ServerBootstrap(group: group)
            // The kernel lowers it to its own limit (net.core.somaxconn).
            .serverChannelOption(.backlog, value: 4096)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers(AcceptGate(cap: cap), AcceptBackoffHandler())
                }
            }
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelOption(.maxMessagesPerRead, value: 4)
            .childChannelInitializer(startConnection)
        if listener.sharesPort {
            bootstrap = bootstrap.serverChannelOption(.socket(SocketOptionLevel(SOL_SOCKET), SO_REUSEPORT), value: 1)
        }
        if listener.isTCP {
            bootstrap = bootstrap.childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
                .childChannelOption(.socketOption(.so_keepalive), value: 1)
        }
        return bootstrap
    }
}
