import ArgumentParser
import Hummingbird
import HummingbirdHTTP2
import Logging
import NIOCore
import NIOPosix

/// Hummingbird's own servers.
struct HummingbirdServer: AsyncParsableCommand {
    enum Version: String, ExpressibleByArgument {
        case http1
        case http2
    }

    static let configuration = CommandConfiguration(commandName: "hummingbird", abstract: "Hummingbird's own server.")

    @Argument(help: "http1 or http2 (plaintext, prior knowledge).")
    var version: Version

    func run() async throws {
        var logger = Logger(label: "bench")
        logger.logLevel = .error
        let application = Application(
            router: JSONRoute.makeRouter(),
            server: version == .http2 ? .plaintextHTTP2() : .http1(),
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in Announcement.print(port: channel.localAddress?.port) },
            eventLoopGroupProvider: .shared(MultiThreadedEventLoopGroup(numberOfThreads: 1)),
            logger: logger)
        try await application.runService()
    }
}
