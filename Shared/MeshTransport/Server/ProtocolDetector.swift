import Logging
import NIOCore
import NIOTLS

/// Finds out which protocol a new connection speaks, and hands it to that protocol's handler.
///
/// The client's first octets decide: HTTP/2 begins with a preface that no request of HTTP/1.1 can begin with (RFC 9113,
/// section 3.4). Under TLS ALPN decides; a client that offered none is judged by its octets too.
final class ProtocolDetector: ChannelInboundHandler, RemovableChannelHandler, ServedConnection {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)

    private let handlers: ProtocolHandlers
    private let isTLS: Bool
    private var context: ChannelHandlerContext?
    private var first = ByteBuffer()
    private var peerIdentity: String?
    private let deadline: NIODeadline
    private var drainDeadline = NIODeadline.distantFuture

    init(handlers: ProtocolHandlers, isTLS: Bool) {
        self.handlers = handlers
        self.isTLS = isTLS
        deadline = .now() + TimeAmount(handlers.configuration.headerTimeout)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        first.writeBuffer(&bytes)
        let known = first.readableBytesView.prefix(Self.preface.count)
        guard known.elementsEqual(Self.preface.prefix(known.count)) else { return become(.http1, context) }
        // Three octets tell `PRI` from every registered method; the rest of the preface is the session's to check.
        if known.count >= 3 { become(.http2, context) }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .some(.handshakeCompleted(let negotiated)) = event as? TLSUserEvent {
            // Only mutual TLS has the handler.
            peerIdentity = try? context.pipeline.syncOperations.handler(type: PeerIdentityHandler.self).identity
            if negotiated == "h2" { return become(.http2, context) }
            if negotiated == "http/1.1" { return become(.http1, context) }
        }
        if case .some(.inputClosed) = event as? ChannelEvent { context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        handlers.logger.debug("Connection failed before its first request", metadata: ["error": "\(error)"])
        context.close(promise: nil)
    }

    /// Gives the connection, with the bytes so far, to its protocol.
    private func become(_ version: ConnectionDescription.Version, _ context: ChannelHandlerContext) {
        let description = ConnectionDescription(
            version: version, isTLS: isTLS, localAddress: context.channel.localAddress,
            remoteAddress: context.channel.remoteAddress, peerIdentity: peerIdentity)
        do {
            try handlers.add(description, to: context.channel, instead: self)
        } catch {
            handlers.logger.error("Could not set up a connection", metadata: ["error": "\(error)"])
            return context.close(promise: nil)
        }
        if first.readableBytes > 0 {
            context.fireChannelRead(wrapInboundOut(first))
            context.fireChannelReadComplete()
        }
        context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
    }

    // MARK: - ServedConnection

    func sweep(at now: NIODeadline) {
        if now >= deadline || (now >= drainDeadline && first.readableBytes == 0) { abort() }
    }

    func beginDrain() {
        drainDeadline = .now() + TimeAmount(handlers.configuration.http1.drainGrace)
    }

    func abort() {
        context?.close(promise: nil)
    }
}
