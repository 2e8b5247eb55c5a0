import JWTKit

/// The claims of an access token that services go by (RFC 7519, section 4.1; RFC 9068, section 2.2).
struct AccessClaims: JWTPayload {
    static let issuer = "orrery"

    let iss: String
    let sub: String
    let roles: [String]
    let scope: String?
    let sid: String?
    /// Seconds since 1970.
    let iat: Int64
    let exp: Int64

    /// The authenticator judges the claims: it has the clock.
    func verify(using algorithm: some JWTAlgorithm) async throws {}
}
