import FoundationEssentials
import JWTKit
import MeshCore

extension KeyRing {
    /// The part of a token's header that decides whether it is looked at further. What else a header may hold (`jku`, `jwk`, `x5c`)
    /// is not read: keys come from this service's store and nowhere else (RFC 8725, section 3.10).
    private struct Header: Decodable {
        let alg: String
        let kid: String
        let typ: String
        let crit: [String]?
    }

    /// No token of ours is longer; what is, is not parsed.
    private static let lengthLimit = 4096

    /// The claims of an access token that this mesh signed and that has not expired.
    ///
    /// - Parameters:
    ///   - token: What the caller sent.
    ///   - now: The wall clock.
    ///   - leeway: By how much the clock may differ from that of the instance that signed.
    /// - Throws: ``TokenRefusal``.
    func verify(_ token: String, at now: Timestamp, leeway: Duration) async throws(TokenRefusal) -> AccessTokenClaims {
        guard token.utf8.count <= Self.lengthLimit else { throw .invalid("too long") }
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = Base64Alphabet.url.decode(parts[0]) else { throw .invalid("no JWT") }
        let header: Header
        do {
            header = try JSONDecoder().decode(Header.self, from: Data(bytes))
        } catch {
            throw .invalid("the header is not that of an access token")
        }
        guard header.alg == "ES256", header.typ == "at+jwt", header.crit == nil else {
            throw .invalid("another kind of token")
        }
        guard let verifier = verifier(of: header.kid) else { throw .invalid("signed with an unknown key") }
        let claims: AccessTokenClaims
        do {
            claims = try await verifier.verify(token, as: AccessTokenClaims.self)
        } catch {
            throw .invalid("the signature or the claims are not good")
        }
        guard claims.iss == AccessTokenClaims.issuer, claims.iat <= (now + leeway).secondsSince1970 else {
            throw .invalid("another issuer, or from the future")
        }
        guard claims.exp > (now - leeway).secondsSince1970 else { throw .expired }
        return claims
    }
}
