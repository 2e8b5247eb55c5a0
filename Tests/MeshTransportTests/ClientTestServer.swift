import Dispatch
import Logging
import MeshTransport
import NIOCore
import NIOPosix
import Synchronization

/// A real HTTP/2 server on its own thread and port that a test can kill, freeze and drain.
final class ClientTestServer: Sendable {
    private final class Connection: Sendable {
        let channel: any Channel
        /// Used on the channel's loop only, which the box checks.
        let handler: NIOLoopBound<HTTP2ServerHandler>

        init(channel: any Channel, handler: NIOLoopBound<HTTP2ServerHandler>) {
            self.channel = channel
            self.handler = handler
        }
    }

    private final class Register: Sendable {
        let connections = Mutex<[Connection]>([])
    }

    let name: String
    let port: Int
    private let group: MultiThreadedEventLoopGroup
    private let listener: any Channel
    private let register: Register

    private init(
        name: String, group: MultiThreadedEventLoopGroup, listener: any Channel, register: Register
    ) {
        self.name = name
        self.group = group
        self.listener = listener
        self.register = register
        port = listener.localAddress?.port ?? 0
    }

    /// Starts one.
    ///
    /// - Parameter path: Listens on a UNIX domain socket instead of a port.
    static func start(
        _ name: String, port: Int = 0, path: String? = nil, configuration: HTTPServerConfiguration = .mesh,
        acceptor: @escaping ExchangeAcceptor
    ) async throws -> ClientTestServer {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let register = Register()
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = HTTP2ServerHandler(
                        configuration: configuration, description: ConnectionDescription(version: .http2),
                        logger: Logger(label: "test"), acceptor: acceptor)
                    try channel.pipeline.syncOperations.addHandler(handler)
                    let bound = NIOLoopBound(handler, eventLoop: channel.eventLoop)
                    register.connections.withLock { $0.append(Connection(channel: channel, handler: bound)) }
                }
            }
        let listener =
            if let path {
                try await bootstrap.bind(unixDomainSocketPath: path).get()
            } else {
                try await bootstrap.bind(host: "127.0.0.1", port: port).get()
            }
        return ClientTestServer(name: name, group: group, listener: listener, register: register)
    }

    var endpoint: Endpoint { Endpoint(instance: name, host: "127.0.0.1", port: port) }

    var connectionCount: Int { register.connections.withLock { $0.count { $0.channel.isActive } } }

    /// Ends at once, as kill -9 does: the port refuses and every connection is reset.
    func kill() async throws {
        try await listener.close().get()
        for connection in register.connections.withLock({ $0 }) where connection.channel.isActive {
            try await (connection.channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
                .get()
            try? await connection.channel.close().get()  // Gone already is what is wanted.
        }
    }

    /// Stands still, as SIGSTOP does, until it is let go on: the kernel accepts connections and nobody answers.
    func freeze() -> Thaw {
        let semaphore = DispatchSemaphore(value: 0)
        group.next().execute { semaphore.wait() }
        return Thaw { semaphore.signal() }
    }

    struct Thaw: Sendable {
        let go: @Sendable () -> Void
    }

    /// Accepts no more and lets each connection finish (GOAWAY).
    func drain() async throws {
        try await listener.close().get()
        for connection in register.connections.withLock({ $0 }) {
            connection.channel.eventLoop.execute { connection.handler.value.beginDrain() }
        }
    }

    func stop() async {
        // Closed already is what is wanted.
        try? await listener.close().get()
        for connection in register.connections.withLock({ $0 }) { try? await connection.channel.close().get() }
        try? await group.shutdownGracefully()
    }
}
