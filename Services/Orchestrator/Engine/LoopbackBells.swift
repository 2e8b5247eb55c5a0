import MeshCore
import NIOCore
import NIOPosix
import Synchronization

/// Bells of the instances of one machine: datagrams to ports of the loopback interface.
///
/// A datagram carries no more than where to look, so that a forged or a lost one does no harm.
final class LoopbackBells: InstanceBells {
    private let channel: any Channel
    private let peers = Mutex<[SocketAddress]>([])
    /// Where the others ring.
    let port: Int

    private init(channel: any Channel, port: Int) {
        self.channel = channel
        self.port = port
    }

    /// Hangs up the bell.
    ///
    /// - Parameter heard: Called on an event loop for every ring of another instance.
    /// - Throws: `IOError`.
    static func make(
        group: any EventLoopGroup, heard: @escaping @Sendable (InstanceBell) -> Void
    ) throws -> LoopbackBells {
        let channel = try DatagramBootstrap(group: group)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(BellHandler(heard: heard))
                }
            }
            .bind(host: "127.0.0.1", port: 0).wait()
        return LoopbackBells(channel: channel, port: channel.localAddress?.port ?? 0)
    }

    /// Says where the others are.
    func setPeers(_ ports: [Int]) {
        let addresses = ports.compactMap { port in
            // The address of the loopback interface is always well formed.
            try? SocketAddress(ipAddress: "127.0.0.1", port: port)
        }
        peers.withLock { $0 = addresses }
    }

    func ring(_ bell: InstanceBell) {
        let addresses = peers.withLock { $0 }
        guard !addresses.isEmpty else { return }
        let text = ByteBuffer(string: bell.text)
        for address in addresses {
            channel.writeAndFlush(AddressedEnvelope(remoteAddress: address, data: text), promise: nil)
        }
    }

    func close() async throws {
        try await channel.close()
    }
}

/// Reads what is rung.
private final class BellHandler: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>

    private let heard: @Sendable (InstanceBell) -> Void

    init(heard: @escaping @Sendable (InstanceBell) -> Void) {
        self.heard = heard
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let text = String(buffer: unwrapInboundIn(data).data)
        guard let bell = InstanceBell(text: text) else { return }
        heard(bell)
    }
}
