package import NIOCore
import NIOPosix

/// A TCP or UNIX domain connection that sends exactly the bytes it is told to and keeps what comes: for hostile input
/// and for peers that misbehave.
package final class RawSocket: Sendable {
    /// What came of a connection.
    package struct Received: Sendable {
        package var bytes: [UInt8] = []
        /// The peer ended its sending direction (FIN).
        package var isHalfClosed = false
        /// The connection is over, by either side, with or without a reset.
        package var isClosed = false

        package var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    private let channel: any Channel
    private let inbox: RawSocketInbox

    init(channel: any Channel, inbox: RawSocketInbox) {
        self.channel = channel
        self.inbox = inbox
    }

    /// Connects to an address of this machine.
    ///
    /// - Throws: When the connection is refused or takes longer than 5 s.
    package static func connect(host: String = "127.0.0.1", port: Int) async throws -> RawSocket {
        try await connect(to: SocketAddress(ipAddress: host, port: port))
    }

    /// Connects to a socket address, also that of a UNIX domain socket.
    ///
    /// - Throws: When the connection is refused or takes longer than 5 s.
    package static func connect(to address: SocketAddress) async throws -> RawSocket {
        let inbox = RawSocketInbox()
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(.seconds(5))
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(RawSocketHandler(inbox: inbox))
                }
            }
            .connect(to: address).get()
        return RawSocket(channel: channel, inbox: inbox)
    }

    package var localAddress: SocketAddress? { channel.localAddress }

    /// What has come so far.
    package var received: Received { inbox.received }

    /// Sends bytes and waits until the kernel has them.
    ///
    /// - Throws: When the connection is gone.
    package func send(_ bytes: [UInt8]) async throws {
        try await channel.writeAndFlush(ByteBuffer(bytes: bytes)).get()
    }

    /// Sends text as UTF-8, line ends as they stand in it.
    ///
    /// - Throws: When the connection is gone.
    package func send(_ text: String) async throws {
        try await send(Array(text.utf8))
    }

    /// Stops or goes on reading: a peer that does not read fills the other side's windows and buffers.
    ///
    /// - Throws: When the connection is gone.
    package func setReading(_ isReading: Bool) async throws {
        try await channel.setOption(.autoRead, value: isReading).get()
    }

    /// Ends the sending direction (FIN) and goes on receiving.
    ///
    /// - Throws: When the connection is gone.
    package func finishSending() async throws {
        try await channel.close(mode: .output).get()
    }

    /// Closes the connection; bytes that were not read make it a reset.
    package func close() async {
        // Already closed is what was asked for.
        try? await channel.close().get()
    }

    /// Closes the connection by a reset (RST) at once.
    ///
    /// - Throws: When the connection is gone.
    package func abort() async throws {
        try await (channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
        await close()
    }

    /// Waits until the peer has closed its side, or the limit has passed, and returns all that came.
    package func readUntilClosed(limit: Duration = .seconds(5)) async -> Received {
        await read(limit: limit) { $0.isHalfClosed || $0.isClosed }
    }

    /// Waits until what came suffices, the connection is over, or the limit has passed, and returns all that came.
    package func read(limit: Duration = .seconds(5), until isEnough: (Received) -> Bool) async -> Received {
        // Running into the limit is an outcome here, told by what is returned.
        try? await waitUntil("bytes of a raw socket", limit: limit) {
            let received = inbox.received
            return received.isClosed || isEnough(received)
        }
        return inbox.received
    }

    /// Takes what has come so far out of the inbox, so that the next look sees only what comes after it.
    package func take() -> [UInt8] {
        inbox.take()
    }
}
