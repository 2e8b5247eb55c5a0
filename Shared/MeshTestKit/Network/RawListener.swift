import NIOCore
import NIOPosix

/// A TCP port that accepts connections as raw sockets: a server that says nothing, too much, or the wrong thing.
package final class RawListener: Sendable {
    private let channel: any Channel
    private let accepted: RawListenerQueue

    private init(channel: any Channel, accepted: RawListenerQueue) {
        self.channel = channel
        self.accepted = accepted
    }

    /// Listens at 127.0.0.1, on a port that the system chooses unless one is given.
    ///
    /// - Throws: When the port cannot be bound.
    package static func bind(port: Int = 0) async throws -> RawListener {
        let accepted = RawListenerQueue()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let inbox = RawSocketInbox()
                    try channel.pipeline.syncOperations.addHandler(RawSocketHandler(inbox: inbox))
                    accepted.append(RawSocket(channel: channel, inbox: inbox))
                }
            }
            .bind(host: "127.0.0.1", port: port).get()
        return RawListener(channel: channel, accepted: accepted)
    }

    package var port: Int { channel.localAddress?.port ?? 0 }

    /// The connections accepted so far, in order.
    package var connections: [RawSocket] { accepted.all }

    /// Waits for the connection of this number, counted from 0 over the listener's life.
    ///
    /// - Throws: ``ConditionNotReached``.
    package func connection(_ number: Int = 0, limit: Duration = .seconds(10)) async throws -> RawSocket {
        try await waitForValue("connection \(number) to port \(port)", limit: limit) {
            let all = accepted.all
            return number < all.count ? all[number] : nil
        }
    }

    /// Stops listening and closes what it accepted.
    package func close() async {
        // Already closed is what was asked for.
        try? await channel.close().get()
        for connection in accepted.all { await connection.close() }
    }
}
