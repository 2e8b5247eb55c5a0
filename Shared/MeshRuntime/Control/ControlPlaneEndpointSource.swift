import FoundationEssentials
import HTTPTypes
import Logging
import MeshCore
import MeshTransport
import NIOCore
import ServiceLifecycle

/// Gets the endpoint table from the supervisor, by one long answer over its UNIX socket: a line of JSON at once, and
/// one with every change.
///
/// Without the supervisor the last table stays in force, and a process that starts meanwhile begins with the one that
/// was kept in the data directory. It connects again for as long as it runs.
struct ControlPlaneEndpointSource: EndpointSource, Service {
    private let instance: String
    private let client: HTTPClient
    private let cache: EndpointCache
    private let publisher: EndpointPublisher
    private let logger: Logger

    /// A table of ten thousand instances; a longer line is no table.
    private static let lineLimit = 4 << 20

    /// - Parameters:
    ///   - socket: The path of the supervisor's socket.
    ///   - instance: Who asks, for the supervisor's log.
    init(socket: String, instance: String, cache: EndpointCache, group: any EventLoopGroup, logger: Logger) {
        var configuration = ClientConfiguration()
        // The answer goes on for as long as both processes live.
        configuration.timeout = nil
        client = HTTPClient(.unixDomainSocket(path: socket), group: group, configuration: configuration)
        self.instance = instance
        self.cache = cache
        self.logger = logger
        publisher = EndpointPublisher(cache.load(logger))
    }

    var current: EndpointTable { publisher.current }

    func subscribe(_ onChange: @escaping @Sendable (EndpointTable) -> Void) -> EndpointSubscription {
        publisher.subscribe(onChange)
    }

    /// Follows the supervisor until the process shuts down.
    func run() async throws {
        await cancelWhenGracefulShutdown {
            var isFollowing = true
            while !Task.isCancelled {
                do {
                    try await follow()
                } catch is CancellationError {
                    break
                } catch {
                    if isFollowing {
                        logger.notice(
                            "Lost the supervisor; the last endpoint table stays in force",
                            metadata: ["error": "\(error)"])
                    }
                    isFollowing = false
                }
                // A supervisor that restarts is back within this time; a fraction of it is added so that a mesh of
                // processes does not knock at once. Cancellation ends the loop at its condition.
                try? await Task.sleep(for: .milliseconds(Int.random(in: 50...150)))
            }
        }
        try await client.shutDown()
    }

    private func follow() async throws {
        var request = HTTPRequest(
            method: .get, scheme: nil, authority: nil,
            path: "/v1/endpoints?instance=\(PercentEncoding.encode(instance))")
        request.headerFields[.accept] = "application/x-ndjson"
        let response = try await client.send(request)
        guard response.status == .ok else {
            throw ExchangeFailure(
                .protocolViolation, processing: .unknown, detail: "the supervisor answered \(response.status.code)")
        }
        logger.debug("Following the supervisor")
        var pending = ByteBuffer()
        for try await var part in response.body {
            pending.writeBuffer(&part)
            while let end = pending.readableBytesView.firstIndex(of: UInt8(ascii: "\n")) {
                let line = pending.readSlice(length: end - pending.readerIndex) ?? ByteBuffer()
                pending.moveReaderIndex(forwardBy: 1)
                try take(line)
            }
            guard pending.readableBytes <= Self.lineLimit else {
                throw ExchangeFailure(.limitExceeded, processing: .unknown, detail: "a line of the table is too long")
            }
            pending.discardReadBytes()
        }
        throw ExchangeFailure(.connectionLost, processing: .unknown, detail: "the supervisor ended its answer")
    }

    /// Takes one line; an empty one only shows that the supervisor lives.
    private func take(_ line: ByteBuffer) throws {
        guard line.readableBytes > 0 else { return }
        let table = try JSONDecoder().decode(EndpointTable.self, from: Data(line.readableBytesView))
        guard publisher.publish(table) else { return }
        cache.keep(table, logger)
    }
}
