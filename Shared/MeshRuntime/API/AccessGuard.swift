import HTTPTypes
import Hummingbird
import MeshCore
import MeshTransport
import NIOCore

/// Lets a request in, or refuses it with 401, 403 or 503.
struct AccessGuard: Sendable {
    let access: Access
    let authenticator: (any Authenticator)?

    /// Who calls; nil where nobody is asked for.
    ///
    /// - Throws: The problem that refuses the request.
    func admit(_ request: Request, _ context: MeshRequestContext) async throws -> Principal? {
        switch access {
        case .public:
            return nil
        case .mesh(let services):
            try admitPeer(services, context)
            return nil
        case .userOrGuest:
            return request.headers[.authorization] == nil ? nil : try await principal(of: request)
        case .user:
            return try await principal(of: request)
        case .role(let role):
            return try await principal(of: request, holding: role)
        case .meshOrRole(let services, let role):
            if let peer = context.peer, services.contains(peer) { return nil }
            return try await principal(of: request, holding: role)
        case .scope(let scope):
            let principal = try await principal(of: request)
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

    private func principal(of request: Request, holding role: String) async throws -> Principal {
        let principal = try await principal(of: request)
        guard principal.has(role: role) else { throw Problem.forbidden("This needs the role \(role).") }
        return principal
    }

    private func principal(of request: Request) async throws -> Principal {
        guard let field = request.headers[.authorization] else {
            throw refusal("Send an access token or an API key as Authorization: Bearer.", challenge: "Bearer")
        }
        let parts = field.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer", let authenticator else {
            throw refusal("The Authorization header is not of the Bearer scheme.", challenge: "Bearer")
        }
        do {
            return try await authenticator.principal(for: String(parts[1]))
        } catch AuthenticationFailure.expired {
            throw refusal(
                "The access token has expired.",
                challenge: #"Bearer error="invalid_token", error_description="expired""#,
                code: "token_expired")
        } catch AuthenticationFailure.invalid {
            throw refusal(
                "The credential is not valid.", challenge: #"Bearer error="invalid_token""#, code: "invalid_token")
        } catch let failure as AuthenticationFailure {
            throw ProblemError(
                .unavailable("Credentials cannot be checked now."), headers: [.retryAfter: "1"], cause: failure)
        }
    }

    /// A 401 always carries its challenge (RFC 9110, section 11.6.1; RFC 6750, section 3).
    private func refusal(_ detail: String, challenge: String, code: String = "unauthorized") -> ProblemError {
        ProblemError(.unauthorized(detail, code: code), headers: [.wwwAuthenticate: challenge])
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
