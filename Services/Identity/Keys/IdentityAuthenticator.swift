import IdentityAPI
import MeshCore
import MeshRuntime

/// Proves the callers of identity itself, from its own keys and its own store; other services ask it over the mesh.
///
/// Beyond what those can see, a token is refused here as soon as its session has ended.
struct IdentityAuthenticator: Authenticator {
    let ring: KeyRing
    let keys: KeyKeeper
    let store: IdentityStore
    let clock: any WallClock
    let leeway: Duration

    func principal(for credential: String) async throws -> Principal {
        if credential.hasPrefix(APIKeyCredential.bearerPrefix) {
            guard let key = try keys.verify(credential) else {
                throw AuthenticationFailure.invalid("unknown or expired API key")
            }
            return Principal(
                subject: key.subject.description, roles: Set(key.roles.map(\.rawValue)), scopes: Set(key.scopes),
                credential: .apiKey, expiresAt: key.expiresAt)
        }
        let now = clock.now()
        let claims: AccessTokenClaims
        do {
            claims = try await ring.verify(credential, at: now, leeway: leeway)
        } catch {
            switch error {
            case .invalid(let reason): throw AuthenticationFailure.invalid(reason)
            case .expired: throw AuthenticationFailure.expired
            }
        }
        if let session = claims.sid.flatMap({ Session.ID($0) }) {
            guard let record = try store.session(session), record.endedAt == nil, record.expiresAt > now else {
                throw IdentityError.sessionEnded
            }
        }
        return Principal(
            subject: claims.sub, roles: Set(claims.roles),
            scopes: Set(claims.scope.split(separator: " ").map(String.init)),
            session: claims.sid, credential: .accessToken, expiresAt: Timestamp(secondsSince1970: claims.exp))
    }
}
