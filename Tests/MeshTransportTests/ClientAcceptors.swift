import MeshTransport
import NIOCore

/// Servers for the client's tests.
enum ClientAcceptors {
    /// Answers 200 with the server's name when the whole request is there.
    static func named(_ name: String) -> ExchangeAcceptor {
        { exchange, _, end in
            let responder = ClientResponder { exchange, _ in
                exchange.send(head: .answer(200, ("x-name", name)), end: .more)
                exchange.send(body: ByteBuffer(string: name), end: .last)
            }
            if case .last = end { responder.respond(exchange) }
            return responder
        }
    }

    /// Answers 200 with the body that came.
    static var echo: ExchangeAcceptor {
        { exchange, _, end in
            let responder = ClientResponder { exchange, body in
                exchange.send(head: .answer(200), end: body.readableBytes == 0 ? .last : .more)
                if body.readableBytes > 0 { exchange.send(body: body, end: .last) }
            }
            if case .last = end { responder.respond(exchange) }
            return responder
        }
    }

    /// Never answers.
    static var silent: ExchangeAcceptor {
        { _, _, _ in ClientResponder { _, _ in } }
    }
}

/// Waits for the whole request and then answers.
final class ClientResponder: ExchangeDelegate {
    private let answer: (any Exchange, ByteBuffer) -> Void
    private var body = ByteBuffer()

    init(_ answer: @escaping (any Exchange, ByteBuffer) -> Void) {
        self.answer = answer
    }

    func respond(_ exchange: any Exchange) {
        answer(exchange, body)
    }

    func exchange(_ exchange: any Exchange, receivedHead head: HeaderBlock, end: ExchangeEnd) {}

    func exchange(_ exchange: any Exchange, receivedBody body: ByteBuffer, end: ExchangeEnd) {
        self.body.writeImmutableBuffer(body)
        exchange.consumed(body.readableBytes)
        if case .last = end { respond(exchange) }
    }

    func exchange(_ exchange: any Exchange, receivedTrailers trailers: HeaderBlock) {
        respond(exchange)
    }

    func exchange(_ exchange: any Exchange, failedWith failure: ExchangeFailure) {}

    func exchangeBecameWritable(_ exchange: any Exchange) {}
}
