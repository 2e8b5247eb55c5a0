import Logging
import MeshTransport
import NIOCore
import NIOEmbedded

/// A server handler in memory to which a test sends raw frames.
final class HTTP2RawPeer {
    let loop = EmbeddedEventLoop()
    let channel: EmbeddedChannel
    let server: HTTP2ServerHandler
    let accepted = AcceptedExchanges()
    private var received: [UInt8] = []

    /// - Parameter greets: Whether the preface and SETTINGS are sent at once.
    init(_ configuration: HTTPServerConfiguration = .init(), greets: Bool = true) throws {
        let accepted = accepted
        server = HTTP2ServerHandler(
            configuration: configuration, description: .init(version: .http2), logger: Logger(label: "test"),
            acceptor: { exchange, head, end in accepted.accept(exchange, head, end) })
        channel = EmbeddedChannel(handler: server, loop: loop)
        try channel.connect(to: .init(unixDomainSocketPath: "/server")).wait()
        if greets { try send(HTTP2Frame.preface + HTTP2Frame.settings.bytes) }
    }

    func send(_ bytes: [UInt8]) throws {
        if channel.isActive { try channel.writeInbound(ByteBuffer(bytes: bytes)) }
        loop.run()
        try collect()
    }

    func send(_ frames: HTTP2Frame...) throws {
        try send(frames.flatMap(\.bytes))
    }

    /// Runs the loop and reads what the server sent.
    func collect() throws {
        loop.run()
        while let part = try channel.readOutbound(as: ByteBuffer.self) { received += Array(part.readableBytesView) }
    }

    /// All frames that the server sent so far.
    var frames: [HTTP2Frame] { HTTP2Frame.parse(received) }
    /// The code of its GOAWAY.
    var goAwayCode: UInt32? { frames.last { $0.kind == HTTP2Frame.Kind.goAway }?.code }
    /// The code with which it reset a stream.
    func resetCode(_ stream: UInt32) -> UInt32? {
        frames.first { $0.kind == HTTP2Frame.Kind.resetStream && $0.stream == stream }?.code
    }

    func close() {
        _ = try? channel.finish(acceptAlreadyClosed: true)  // What is left in the pipe does not matter any more.
    }
}
