import KafkaBroker
import KafkaProtocol
import NIOCore
import NIOPosix

/// A client's connection to a broker: requests go out at once, and are answered in their order.
struct KafkaConnection: Sendable {
    private let channel: any Channel

    static func connect(_ address: Address, group: any EventLoopGroup) async throws -> KafkaConnection {
        let channel = try await ClientBootstrap(group: group)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(ByteToMessageHandler(FrameDecoder(limit: 64 << 20)))
                    try pipeline.addHandler(AnswerQueue())
                }
            }
            .connect(host: address.host, port: address.port).get()
        return KafkaConnection(channel: channel)
    }

    /// Sends a request, behind all that were sent before.
    func send<Request: KafkaRequest>(_ request: Request, version: Int16) -> EventLoopFuture<Request.Response> {
        let promise = channel.eventLoop.makePromise(of: ArraySlice<UInt8>.self)
        do {
            var buffer = ByteBuffer()
            for piece in try request.frame(version: version, correlation: 0, clientID: "bench") {
                buffer.writeBytes(piece)
            }
            channel.writeAndFlush(AnswerQueue.Call(request: buffer, answer: promise), promise: nil)
        } catch {
            promise.fail(error)
        }
        return promise.futureResult.flatMapThrowing { try Request.response(in: $0, version: version).body }
    }

    func call<Request: KafkaRequest>(_ request: Request, version: Int16) async throws -> Request.Response {
        try await send(request, version: version).get()
    }

    func close() async throws { try await channel.close() }
}

/// Gives each answer to the request that has waited longest.
private final class AnswerQueue: ChannelDuplexHandler {
    typealias InboundIn = ArraySlice<UInt8>
    typealias OutboundIn = Call
    typealias OutboundOut = ByteBuffer

    struct Call: Sendable {
        let request: ByteBuffer
        let answer: EventLoopPromise<ArraySlice<UInt8>>
    }

    private var waiting = CircularBuffer<EventLoopPromise<ArraySlice<UInt8>>>()

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let call = unwrapOutboundIn(data)
        waiting.append(call.answer)
        context.write(wrapOutboundOut(call.request), promise: promise)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        waiting.popFirst()?.succeed(unwrapInboundIn(data))
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(error)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        fail(ChannelError.ioOnClosedChannel)
        context.fireChannelInactive()
    }

    private func fail(_ error: any Error) {
        while let promise = waiting.popFirst() { promise.fail(error) }
    }
}
