import NIOCore

/// Runs a ``MailReception`` on its connection.
final class MailReceptionHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let shelf: MailShelf
    private var reception = MailReception()

    init(_ shelf: MailShelf) { self.shelf = shelf }

    func channelActive(context: ChannelHandlerContext) {
        write(reception.greeting, context)
        context.flush()
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        for order in reception.received(unwrapInboundIn(data).readableBytesView) {
            switch order {
            case .answer(let text): write(text, context)
            case .keep(let mail): write(shelf.keep(mail), context)
            case .close:
                context.flush()
                context.close(promise: nil)
                return
            }
        }
        context.flush()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func write(_ text: String, _ context: ChannelHandlerContext) {
        context.write(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
    }
}
