import IdentityAPI
import MeshCore

/// Gives the operator access tokens and a key for AWS clients, through the supervisor: the only way to the first
/// administrator.
struct OperatorDesk: Sendable {
    let store: IdentityStore
    let issuer: TokenIssuer
    let keys: KeyKeeper
    let clock: any WallClock

    /// No token of the operator lives longer: it cannot be called back.
    static let longestLifetime: Duration = .seconds(3600)

    /// Issues a token with a role, and what every user may.
    ///
    /// - Throws: `StoreError`; what signing throws.
    func issue(_ request: IssueToken) async throws -> IssuedToken {
        let lifetime = min(request.expiresIn.map { .seconds($0) } ?? Self.longestLifetime, Self.longestLifetime)
        let now = clock.now()
        let account = try await store.operatorAccount(proposed: .make(), at: now) { id in
            AuditEntry(.operatorTokenIssued, at: now, account: id, source: .mesh, detail: request.role.rawValue)
        }
        let token = try await issuer.accessToken(
            subject: account, roles: [.user, request.role], session: nil, lifetime: lifetime)
        return IssuedToken(accessToken: token, expiresIn: Int(lifetime.components.seconds))
    }

    /// Gives the operator's key for AWS clients: the same one each time, until it is about to expire.
    ///
    /// - Throws: `IdentityError.tooManyKeys`, `sealed`; `StoreError`.
    func awsKey(_ request: IssueAWSKey) async throws -> IssuedAWSKey {
        let account = try await store.operatorAccount(proposed: .make(), at: clock.now())
        return try await keys.operatorKey(of: request.role, for: account)
    }
}
