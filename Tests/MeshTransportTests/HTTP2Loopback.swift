import Logging
import MeshTransport
import NIOCore
import NIOEmbedded

/// A client and a server session joined in memory: bytes move only when ``pump()`` is called, so a test decides what has arrived when.
final class HTTP2Loopback {
    let loop = EmbeddedEventLoop()
    let serverChannel: EmbeddedChannel
    let clientChannel: EmbeddedChannel
    let server: HTTP2ServerHandler
    let client: HTTP2ClientHandler
    /// Every request that the server took, with who is told of it.
    let accepted: AcceptedExchanges

    init(
        server configuration: HTTPServerConfiguration = .init(),
        client clientConfiguration: HTTP2Configuration = .init(),
        handler: (any RequestHandler)? = nil
    ) throws {
        let accepted = AcceptedExchanges()
        self.accepted = accepted
        let collecting: ExchangeAcceptor = { exchange, head, end in accepted.accept(exchange, head, end) }
        let acceptor = if let handler { TaskAcceptor(handler).acceptor } else { collecting }
        server = HTTP2ServerHandler(
            configuration: configuration, description: .init(version: .http2), logger: Logger(label: "test"),
            acceptor: acceptor)
        client = HTTP2ClientHandler(configuration: clientConfiguration)
        serverChannel = EmbeddedChannel(handler: server, loop: loop)
        clientChannel = EmbeddedChannel(handler: client, loop: loop)
        try serverChannel.connect(to: .init(unixDomainSocketPath: "/server")).wait()
        try clientChannel.connect(to: .init(unixDomainSocketPath: "/client")).wait()
    }

    /// Moves bytes both ways until neither side has anything more to say.
    func pump() throws {
        var isMoving = true
        while isMoving {
            isMoving = false
            loop.run()
            while let bytes = try clientChannel.readOutbound(as: ByteBuffer.self) {
                isMoving = true
                if serverChannel.isActive { try serverChannel.writeInbound(bytes) }
            }
            loop.run()
            while let bytes = try serverChannel.readOutbound(as: ByteBuffer.self) {
                isMoving = true
                if clientChannel.isActive { try clientChannel.writeInbound(bytes) }
            }
        }
    }

    /// Opens a request and returns it with the recorder of its answer.
    func open(
        _ method: String = "GET", path: String = "/", fields: [(String, String)] = [], end: ExchangeEnd = .last
    ) throws -> (exchange: any Exchange, answer: ExchangeRecorder) {
        var head = HeaderBlock()
        head.append(":method", method)
        head.append(":scheme", "http")
        head.append(":authority", "test")
        head.append(":path", path)
        for (name, value) in fields { head.append(name, value) }
        let answer = ExchangeRecorder()
        return (try client.open(head: head, end: end, delegate: answer), answer)
    }

    func close() throws {
        _ = try? serverChannel.finish(acceptAlreadyClosed: true)  // What is left in the pipe does not matter any more.
        _ = try? clientChannel.finish(acceptAlreadyClosed: true)
    }
}

extension HeaderBlock {
    /// A head of an answer.
    static func answer(_ status: Int, _ fields: (String, String)...) -> HeaderBlock {
        var head = HeaderBlock()
        head.append(":status", String(status))
        for (name, value) in fields { head.append(name, value) }
        return head
    }

    static func fields(_ fields: (String, String)...) -> HeaderBlock {
        var block = HeaderBlock()
        for (name, value) in fields { block.append(name, value) }
        return block
    }
}
