package import NIOCore
import NIOSSL

/// Who a client is under mutual TLS within the mesh, and which service it expects to meet.
package struct ClientTLS: Sendable {
    private let material: TLSMaterial
    private let peers: MeshPeers

    /// - Parameter peers: whom the server must prove to be.
    package init(_ material: TLSMaterial, expecting peers: MeshPeers) {
        self.material = material
        self.peers = peers
    }

    /// Adds TLS, and the check of the peer, to a new connection's pipeline; what is behind them sees
    /// `TLSUserEvent.handshakeCompleted` only when the peer is the expected one, and an error and the channel's end otherwise.
    package func add(to channel: any Channel) throws {
        guard let context = material.clientContext() else { throw TLSMaterial.Failure.noAuthority }
        try channel.pipeline.syncOperations.addHandlers(
            NIOSSLClientHandler(context: context, serverHostname: nil), PeerIdentityHandler(accepting: peers))
    }
}
