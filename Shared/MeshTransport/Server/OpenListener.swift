import NIOCore

/// A listener that takes connections: where, and how it stops.
struct OpenListener: Sendable {
    let localAddress: SocketAddress?
    /// Stops taking connections; done when no further one comes.
    let close: @Sendable () -> EventLoopFuture<Void>

    /// A channel of NIO, for a socket that is this process's alone.
    init(_ channel: any Channel) {
        localAddress = channel.localAddress
        close = { channel.close() }
    }

    /// A socket that other processes accept from as well.
    init(_ listener: SharedListener) {
        localAddress = listener.localAddress
        close = { listener.close() }
    }
}
