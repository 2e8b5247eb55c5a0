package import EventLog
import Glibc
import KafkaProtocol
package import Logging
import MeshCore
package import NIOCore
import NIOPosix

/// Serves the log to clients of Kafka, in their protocol.
///
/// Batches are appended and handed out as they are. A request is answered when the log has answered; the broker keeps nothing
/// but who is in which group.
package struct KafkaBroker: Sendable {
    private let configuration: KafkaConfiguration
    private let log: any EventLog
    private let directory: any BrokerDirectory
    private let inspector: (any RecordInspector)?
    private let group: any EventLoopGroup
    private let logger: Logger
    private let onListening: @Sendable (BrokerAddress) async throws -> Void

    /// - Parameters:
    ///   - directory: Knows the other brokers of the cluster.
    ///   - inspector: Says which records are refused; nil to take all that are well formed.
    ///   - onListening: Is told where this one can be reached, once it can.
    package init(
        _ configuration: KafkaConfiguration, log: any EventLog, directory: any BrokerDirectory = SingleBroker(),
        inspector: (any RecordInspector)? = nil, group: any EventLoopGroup, logger: Logger,
        onListening: @escaping @Sendable (BrokerAddress) async throws -> Void
    ) {
        self.configuration = configuration
        self.log = log
        self.directory = directory
        self.inspector = inspector
        self.group = group
        self.logger = logger
        self.onListening = onListening
    }

    /// Serves until the task is cancelled; then connections are closed, and requests that are open have no answer.
    ///
    /// - Throws: What the system says when it cannot listen; what the one throws who is told where it listens.
    package func run() async throws {
        let server = try await listen()
        let own = BrokerAddress(
            id: configuration.nodeID, instance: configuration.instance,
            host: configuration.advertisedHost ?? configuration.host,
            port: configuration.advertisedPort ?? server.channel.localAddress?.port ?? configuration.port)
        let coordinator = GroupCoordinator(configuration, log: log, logger: logger, now: { MonotonicInstant.now() })
        let desk = RequestDesk(
            configuration: configuration, log: log, coordinator: coordinator, directory: directory, own: own,
            inspector: inspector, logger: logger, now: { MonotonicInstant.now() })
        try await onListening(own)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await coordinator.run() }
            tasks.addTask { try await accept(from: server, desk) }
            // Neither ends by itself: the first to end has failed or been cancelled, and the other goes with it.
            try await tasks.next()
            tasks.cancelAll()
        }
    }

    private typealias Server = NIOAsyncChannel<ClientConnection.Channel, Never>

    /// Takes the first port that is free.
    private func listen() async throws -> Server {
        let last = min(configuration.port + configuration.portAttempts - 1, 65535)
        for port in configuration.port..<max(configuration.port, last) {
            do {
                return try await listen(at: port)
            } catch let error as IOError where error.errnoCode == EADDRINUSE {
                // A neighbour has it.
            }
        }
        return try await listen(at: last)
    }

    private func listen(at port: Int) async throws -> Server {
        let limit = configuration.frameLimit
        return try await ServerBootstrap(group: group)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .bind(host: configuration.host, port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ByteToMessageHandler(FrameDecoder(limit: limit)))
                    return try ClientConnection.Channel(wrappingChannelSynchronously: channel)
                }
            }
    }

    private func accept(from server: Server, _ desk: RequestDesk) async throws {
        let open = OpenConnections(limit: configuration.connectionLimit)
        try await withThrowingDiscardingTaskGroup { tasks in
            try await server.executeThenClose { inbound in
                for try await channel in inbound {
                    let isWelcome = open.enter()
                    tasks.addTask {
                        defer { open.leave() }
                        let connection = ClientConnection(channel: channel, desk: desk, logger: logger)
                        if isWelcome { await connection.serve() } else { await connection.refuse() }
                    }
                }
            }
        }
    }
}
