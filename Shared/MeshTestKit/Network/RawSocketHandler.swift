import NIOCore

/// Carries what comes from the wire into the inbox.
final class RawSocketHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let inbox: RawSocketInbox

    init(inbox: RawSocketInbox) {
        self.inbox = inbox
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        inbox.append(unwrapInboundIn(data).readableBytesView)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event { inbox.halfClose() }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A reset by the peer is one of the outcomes that tests look for: it shows as a closed connection.
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        inbox.close()
        context.fireChannelInactive()
    }
}
