import JWTKit

/// The claims of an access token (RFC 7519, section 4.1; RFC 9068, section 2.2). Times are whole seconds since 1970.
struct AccessTokenClaims: JWTPayload, Equatable {
    /// Who signed it: `orrery`.
    var iss: String
    /// The account.
    var sub: String
    /// Its roles, sorted.
    var roles: [String]
    /// Scopes, separated by spaces.
    var scope: String
    /// The session; nil for a token that belongs to none.
    var sid: String?
    var iat: Int64
    var exp: Int64
    /// Unique for each token.
    var jti: String

    static let issuer = "orrery"

    /// The claims are judged by the authenticator, which has a clock; the signature is all that the kit checks.
    func verify(using algorithm: some JWTAlgorithm) async throws {}
}
