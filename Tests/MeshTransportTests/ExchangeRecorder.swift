import MeshTransport
import NIOCore

/// Writes down what an exchange is told. Used on one event loop.
final class ExchangeRecorder: ExchangeDelegate {
    var heads: [HeaderBlock] = []
    var body = ByteBuffer()
    var parts = 0
    var trailers: HeaderBlock?
    var isEnded = false
    var failure: ExchangeFailure?
    var writableCalls = 0
    /// Whether body is credited as soon as it comes.
    var consumesAtOnce = true
    var whenWritable: (() -> Void)?
    var whenHead: (() -> Void)?

    var status: String? { heads.last?.string(":status") }

    func exchange(_ exchange: any Exchange, receivedHead head: HeaderBlock, end: ExchangeEnd) {
        heads.append(head)
        whenHead?()
        if end == .last { isEnded = true }
    }

    func exchange(_ exchange: any Exchange, receivedBody body: ByteBuffer, end: ExchangeEnd) {
        var body = body
        let count = body.readableBytes
        parts += 1
        self.body.writeBuffer(&body)
        if end == .last { isEnded = true }
        if consumesAtOnce { exchange.consumed(count) }
    }

    func exchange(_ exchange: any Exchange, receivedTrailers trailers: HeaderBlock) {
        self.trailers = trailers
        isEnded = true
    }

    func exchange(_ exchange: any Exchange, failedWith failure: ExchangeFailure) {
        self.failure = failure
    }

    func exchangeBecameWritable(_ exchange: any Exchange) {
        writableCalls += 1
        whenWritable?()
    }
}
