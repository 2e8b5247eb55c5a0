import ArgumentParser
import Hummingbird
import Logging
import MeshTransport
import NIOCore
import NIOPosix

/// Our own transport.
struct MeshServer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mesh", abstract: "MeshTransport, HTTP/2 and HTTP/1.1.")

    func run() async throws {
        let logger = Logger(label: "bench")
        let handler = RouterHandler(responder: JSONRoute.makeRouter().buildResponder(), logger: logger)
        let server = HTTPServer(
            listeners: [.bind("127.0.0.1", port: 0)], group: MultiThreadedEventLoopGroup(numberOfThreads: 1),
            logger: logger,
            acceptor: TaskAcceptor(handler).acceptor)
        try await server.bind()
        Announcement.print(port: server.port)
        try await server.run()
    }
}
