package import MeshTransport
package import NIOCore

/// Writes down what the delegate of an exchange is told, and credits what it receives unless told not to.
package final class RecordingDelegate: ExchangeDelegate {
    package private(set) var heads: [HeaderBlock] = []
    package private(set) var body = ByteBuffer()
    package private(set) var trailers: HeaderBlock?
    package private(set) var failure: ExchangeFailure?
    package private(set) var hasEnded = false
    package private(set) var writableCount = 0
    /// Whether body bytes are credited as they come; off, the peer runs out of window.
    package var credits: Bool

    package init(credits: Bool = true) {
        self.credits = credits
    }

    /// The `:status` of the last head; nil before one came.
    package var status: String? { heads.last?.string(":status") }

    package func exchange(_ exchange: any Exchange, receivedHead head: HeaderBlock, end: ExchangeEnd) {
        heads.append(head)
        hasEnded = end == .last
    }

    package func exchange(_ exchange: any Exchange, receivedBody body: ByteBuffer, end: ExchangeEnd) {
        self.body.writeImmutableBuffer(body)
        hasEnded = end == .last
        if credits { exchange.consumed(body.readableBytes) }
    }

    package func exchange(_ exchange: any Exchange, receivedTrailers trailers: HeaderBlock) {
        self.trailers = trailers
        hasEnded = true
    }

    package func exchange(_ exchange: any Exchange, failedWith failure: ExchangeFailure) {
        self.failure = failure
        hasEnded = true
    }

    package func exchangeBecameWritable(_ exchange: any Exchange) {
        writableCount += 1
    }
}
