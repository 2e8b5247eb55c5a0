package import NIOCore
import NIOSSL
import NIOTLS

/// Holds a finished handshake back until the peer's SPIFFE id is checked, and ends the connection of a peer that is not accepted.
///
/// The chain is verified by then. Nothing the peer sent behind the handshake is read before the check, as the handshake's
/// event comes first.
package final class PeerIdentityHandler: ChannelInboundHandler {
    package typealias InboundIn = ByteBuffer

    /// Why a peer is not accepted.
    package enum Failure: Error, Equatable {
        /// The certificate carries no SPIFFE id, or more than one.
        case noIdentity
        /// The peer is somebody else.
        case notAccepted(identity: String)
    }

    private let peers: MeshPeers
    /// The peer's verified SPIFFE id, once the handshake is done.
    package private(set) var identity: String?

    init(accepting peers: MeshPeers) {
        self.peers = peers
    }

    package func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case .some(.handshakeCompleted) = event as? TLSUserEvent else {
            return context.fireUserInboundEventTriggered(event)
        }
        do throws(Failure) {
            identity = try verify(context.channel)
            context.fireUserInboundEventTriggered(event)
        } catch {
            context.fireErrorCaught(error)
            context.close(promise: nil)
        }
    }

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // What a refused peer sent with its handshake is nobody's.
        if identity != nil { context.fireChannelRead(data) }
    }

    private func verify(_ channel: any Channel) throws(Failure) -> String {
        // No TLS handler, no certificate: both are a peer without an identity.
        guard let certificate = try? channel.pipeline.syncOperations.nioSSL_peerCertificate(),
            let identity = SPIFFEIdentity.read(certificate)
        else { throw .noIdentity }
        guard peers.accept(identity) else { throw .notAccepted(identity: identity) }
        return identity
    }
}
