import HTTPTypes
import Hummingbird
import MeshCore
import MeshTransport
import NIOCore

/// Lets a request in, or refuses it with 401, 403 or 503.
struct AccessGuard: Sendable {
    let access: Access
    let proof: any CallerProof

    /// Who calls; nil where nobody is asked for.
    ///
    /// - Parameter request: Its body may be collected, where the proof covers it.
    /// - Throws: The problem that refuses the request.
    func admit(_ request: inout Request, _ context: MeshRequestContext) async throws -> Principal? {
        switch access {
        case .public:
            return nil
        case .mesh(let services):
            try admitPeer(services, context)
            return nil
        case .userOrGuest:
            return proof.isOffered(in: request) ? try await proof.principal(of: &request) : nil
        case .user:
            return try await proof.principal(of: &request)
        case .role(let role):
            return try await principal(of: &request, holding: role)
        case .meshOrRole(let services, let role):
            if let peer = context.peer, services.contains(peer) { return nil }
            return try await principal(of: &request, holding: role)
        case .scope(let scope):
            let principal = try await proof.principal(of: &request)
            guard principal.has(scope: scope) else { throw Problem.forbidden("This needs the scope \(scope).") }
            return principal
        }
    }

    /// A peer is proven by its certificate, or by having been able to open our UNIX socket, whose mode is 0600. Over
    /// plain TCP nobody is proven, so nobody is let in.
    private func admitPeer(_ services: [String], _ context: MeshRequestContext) throws(Problem) {
        if context.connection.isUnixDomainSocket { return }
        guard let peer = context.peer, services.isEmpty || services.contains(peer) else {
            throw .forbidden("Only services of the mesh may call this.")
        }
    }

    private func principal(of request: inout Request, holding role: String) async throws -> Principal {
        let principal = try await proof.principal(of: &request)
        guard principal.has(role: role) else { throw Problem.forbidden("This needs the role \(role).") }
        return principal
    }
}

extension ConnectionDescription {
    /// Whether the peer came through a socket in the file system.
    var isUnixDomainSocket: Bool {
        switch localAddress {
        case .unixDomainSocket?: true
        case .v4?, .v6?, nil: false
        }
    }
}
