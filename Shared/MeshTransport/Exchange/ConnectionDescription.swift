package import NIOCore

/// What is known of a connection: its protocol, its addresses, and who the peer proved to be.
///
/// It goes with every request, so it is one reference to copy, not one for each of its parts.
package struct ConnectionDescription: Sendable {
    /// The protocol's version, by its number on the wire.
    package enum Version: String, Sendable {
        case http1 = "1.1"
        case http2 = "2"
    }

    private final class Parts: Sendable {
        let version: Version
        let isTLS: Bool
        let localAddress: SocketAddress?
        let remoteAddress: SocketAddress?
        let peerIdentity: String?

        init(
            version: Version, isTLS: Bool, localAddress: SocketAddress?, remoteAddress: SocketAddress?,
            peerIdentity: String?
        ) {
            self.version = version
            self.isTLS = isTLS
            self.localAddress = localAddress
            self.remoteAddress = remoteAddress
            self.peerIdentity = peerIdentity
        }
    }

    private let parts: Parts

    package var version: Version { parts.version }
    package var isTLS: Bool { parts.isTLS }
    package var localAddress: SocketAddress? { parts.localAddress }
    package var remoteAddress: SocketAddress? { parts.remoteAddress }
    /// The SPIFFE id of the peer's verified certificate (`spiffe://orrery/service/catalog`), under mutual TLS.
    package var peerIdentity: String? { parts.peerIdentity }

    package init(
        version: Version, isTLS: Bool = false, localAddress: SocketAddress? = nil, remoteAddress: SocketAddress? = nil,
        peerIdentity: String? = nil
    ) {
        parts = Parts(
            version: version, isTLS: isTLS, localAddress: localAddress, remoteAddress: remoteAddress,
            peerIdentity: peerIdentity)
    }
}
