import NIOCore

/// Holds back a listening channel's accepts while the server has all the connections that it may have.
final class AcceptGate: ChannelDuplexHandler {
    typealias InboundIn = any Channel
    typealias InboundOut = any Channel
    typealias OutboundIn = Never

    private let cap: ConnectionCap
    private var isHeld = false

    init(cap: ConnectionCap) {
        self.cap = cap
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        cap.count(unwrapInboundIn(data))
        context.fireChannelRead(data)
    }

    func read(context: ChannelHandlerContext) {
        guard !isHeld else { return }
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let loop = context.eventLoop
        let isAllowed = cap.allows(orResume: {
            loop.execute {
                let (gate, context) = bound.value
                gate.isHeld = false
                // The channel may be closed by now; reading it then does nothing.
                gate.read(context: context)
            }
        })
        guard isAllowed else {
            isHeld = true
            return
        }
        context.read()
    }
}
