package import NIOCore

/// What is known of a connection: its protocol, its addresses, and who the peer proved to be.
package struct ConnectionDescription: Sendable {
    /// The protocol's version, by its number on the wire.
    package enum Version: String, Sendable {
        case http1 = "1.1"
        case http2 = "2"
    }

    package var version: Version
    package var isTLS: Bool
    package var localAddress: SocketAddress?
    package var remoteAddress: SocketAddress?
    /// The SPIFFE id of the peer's verified certificate (`spiffe://orrery/service/catalog`), under mutual TLS.
    package var peerIdentity: String?

    package init(
        version: Version, isTLS: Bool = false, localAddress: SocketAddress? = nil, remoteAddress: SocketAddress? = nil,
        peerIdentity: String? = nil
    ) {
        self.version = version
        self.isTLS = isTLS
        self.localAddress = localAddress
        self.remoteAddress = remoteAddress
        self.peerIdentity = peerIdentity
    }
}
