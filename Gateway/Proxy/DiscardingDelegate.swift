import MeshTransport
import NIOCore

/// Told of what is left of a request that is answered already: it credits what comes and else does nothing.
final class DiscardingDelegate: ExchangeDelegate, Sendable {
    static let shared = DiscardingDelegate()

    func exchange(_ exchange: any Exchange, receivedHead head: HeaderBlock, end: ExchangeEnd) {}

    func exchange(_ exchange: any Exchange, receivedBody body: ByteBuffer, end: ExchangeEnd) {
        exchange.consumed(body.readableBytes)
    }

    func exchange(_ exchange: any Exchange, receivedTrailers trailers: HeaderBlock) {}

    func exchange(_ exchange: any Exchange, failedWith failure: ExchangeFailure) {}

    func exchangeBecameWritable(_ exchange: any Exchange) {}
}
