import ArgumentParser
import Hummingbird
import Logging
import MeshTransport
import NIOCore
import NIOPosix

/// Our own transport.
struct MeshServer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "mesh", abstract: "MeshTransport, HTTP/2 and HTTP/1.1.")

    func run() async throws {
        let logger = Logger(label: "bench")
        let acceptor = TaskAcceptor(RouterHandler(responder: JSONRoute.makeRouter().buildResponder(), logger: logger)).acceptor
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let server = try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 1_024)
            .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        HTTP2ServerHandler(
                            configuration: .init(), description: .init(version: .http2), logger: logger, acceptor: acceptor))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        Announcement.print(port: server.localAddress?.port)
        try await server.closeFuture.get()
    }
}
