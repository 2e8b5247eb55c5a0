import IdentityAPI
import MeshCore

/// Makes access tokens.
struct TokenIssuer: Sendable {
    let ring: KeyRing
    let clock: any WallClock
    let random: RandomBytes
    /// How long a session's access token is good: short, because it cannot be called back.
    let lifetime: Duration

    /// Signs an access token.
    ///
    /// - Parameters:
    ///   - subject: The account.
    ///   - roles: What it may be.
    ///   - session: The session that it belongs to.
    ///   - lifetime: Until it expires.
    /// - Throws: `IdentityError.noSigningKey`; what the kit throws.
    func accessToken(
        subject: Account.ID, roles: Set<Role>, scopes: [String] = [], session: Session.ID?, lifetime: Duration
    ) async throws -> String {
        let now = clock.now()
        let claims = AccessTokenClaims(
            iss: AccessTokenClaims.issuer, sub: subject.description, roles: roles.map(\.rawValue).sorted(),
            scope: scopes.joined(separator: " "), sid: session?.description, iat: now.secondsSince1970,
            exp: (now + lifetime).secondsSince1970, jti: Base64Alphabet.url.encode(random.bytes(16)))
        return try await ring.sign(claims, at: now)
    }
}
