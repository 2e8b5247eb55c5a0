import MeshTransport
import NIOCore

/// An owner of exchanges that answers nothing and is interested in their failure alone.
final class SilentDelegate: ExchangeDelegate {
    private let onFailure: @Sendable () -> Void

    init(onFailure: @escaping @Sendable () -> Void = {}) { self.onFailure = onFailure }

    func exchange(_ exchange: any Exchange, receivedHead head: HeaderBlock, end: ExchangeEnd) {}
    func exchange(_ exchange: any Exchange, receivedBody body: ByteBuffer, end: ExchangeEnd) {}
    func exchange(_ exchange: any Exchange, receivedTrailers trailers: HeaderBlock) {}
    func exchange(_ exchange: any Exchange, failedWith failure: ExchangeFailure) { onFailure() }
    func exchangeBecameWritable(_ exchange: any Exchange) {}
}
