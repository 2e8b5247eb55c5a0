import MeshCore
package import NIOCore
import NIOPosix

/// Makes HTTP/2 connections over TCP or UNIX domain sockets, with or without TLS, on one event loop.
///
/// An endpoint whose host is an absolute path is a UNIX domain socket.
package final class SocketConnector: ClientConnector {
    private let eventLoop: any EventLoop
    private let timeout: TimeAmount
    private let http2: HTTP2Configuration
    private let security: ChannelSecurity?

    /// - Parameters:
    ///   - timeout: How long a connection may take to stand, the peer's SETTINGS included.
    ///   - security: Adds TLS, and the check of who the peer is, to a new channel; nil for plain text.
    package init(
        eventLoop: any EventLoop, timeout: Duration, http2: HTTP2Configuration = HTTP2Configuration(),
        security: ChannelSecurity? = nil
    ) {
        self.eventLoop = eventLoop
        self.timeout = .nanoseconds(timeout.nanoseconds)
        self.http2 = http2
        self.security = security
    }

    package func connect(to endpoint: Endpoint, observer: any ClientSessionObserver) -> ConnectionAttempt {
        let description = ConnectionDescription(version: .http2, isTLS: security != nil)
        let handler = HTTP2ClientHandler(configuration: http2, description: description)
        let connection = SocketConnection(handler: handler, observer: observer, eventLoop: eventLoop)
        // What the bootstrap runs, it runs on this loop, to which the connection is confined.
        let bound = NIOLoopBound(connection, eventLoop: eventLoop)
        let security = security
        let bootstrap = ClientBootstrap(group: eventLoop)
            .connectTimeout(timeout)
            .channelOption(.socketOption(.so_keepalive), value: 1)
            .channelOption(.maxMessagesPerRead, value: 4)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try security?(channel)
                    try channel.pipeline.syncOperations.addHandler(bound.value.handler)
                }
            }
        connection.begin(timeout: timeout)
        let channel: EventLoopFuture<any Channel>
        if endpoint.host.hasPrefix("/") {
            channel = bootstrap.connect(unixDomainSocketPath: endpoint.host)
        } else {
            channel = bootstrap.channelOption(.tcpOption(.tcp_nodelay), value: 1)
                .connect(host: endpoint.host, port: endpoint.port)
        }
        channel.whenComplete { bound.value.connected($0) }
        return ConnectionAttempt { connection.giveUp($0) }
    }
}
