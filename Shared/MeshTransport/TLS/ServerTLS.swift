import NIOCore
import NIOSSL

/// Who a server is under TLS, and whom it accepts.
package struct ServerTLS: Sendable {
    private let material: TLSMaterial
    /// The peers that may call; nil for anybody, with or without a certificate.
    private let peers: MeshPeers?

    /// Mutual TLS within the mesh: only peers whose certificate chains to the mesh's authority and whose SPIFFE id is allowed.
    package static func mesh(_ material: TLSMaterial, accepting peers: MeshPeers) -> ServerTLS {
        ServerTLS(material: material, peers: peers)
    }

    /// TLS for the public edge: anybody may call.
    package static func edge(_ material: TLSMaterial) -> ServerTLS {
        ServerTLS(material: material, peers: nil)
    }

    /// Adds TLS, and the check of the peer, to a new connection.
    func add(to channel: any Channel) throws {
        guard let peers else {
            return try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: material.edgeContext()))
        }
        guard let context = material.meshContext() else { throw TLSMaterial.Failure.noAuthority }
        try channel.pipeline.syncOperations.addHandlers(
            NIOSSLServerHandler(context: context), PeerIdentityHandler(accepting: peers))
    }
}
