import Crypto
import FoundationEssentials
import MeshCore

/// An access token taken apart (RFC 7515, compact form; RFC 7519).
struct AccessToken: Sendable {
    private struct Header: Decodable {
        let alg: String
        let kid: String
        let crit: [String]?
    }

    private struct Claims: Decodable {
        let iss: String
        let sub: String
        let roles: [String]?
        let scope: String?
        let sid: String?
        let exp: Int64
        let nbf: Int64?
        let iat: Int64?
    }

    /// A longer one is none of ours.
    static let sizeLimit = 8 * 1024

    /// What the clocks of two machines may differ by.
    private static let leeway = Duration.seconds(5)

    let keyID: String
    private let signed: ArraySlice<UInt8>
    private let signature: P256.Signing.ECDSASignature
    private let claims: Claims

    /// Takes a token apart; nothing is proven by that.
    ///
    /// - Throws: ``AuthenticationFailure/invalid(_:)`` when it is no ES256 token.
    init(_ text: String) throws(AuthenticationFailure) {
        let bytes = Array(text.utf8)
        let dots = bytes.indices.filter { bytes[$0] == UInt8(ascii: ".") }
        guard bytes.count <= Self.sizeLimit, dots.count == 2 else { throw .invalid("not a signed token") }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Base64URL.decode(String($0)) }
        guard let header = parts[0], let payload = parts[1], let signature = parts[2] else {
            throw .invalid("not base64url")
        }
        do {
            let header = try JSONDecoder().decode(Header.self, from: Data(header))
            // The algorithm is ours to say, never the token's (RFC 8725, section 3.1).
            guard header.alg == "ES256", header.crit == nil else {
                throw AuthenticationFailure.invalid("another algorithm")
            }
            keyID = header.kid
            claims = try JSONDecoder().decode(Claims.self, from: Data(payload))
            self.signature = try P256.Signing.ECDSASignature(rawRepresentation: Data(signature))
        } catch let failure as AuthenticationFailure {
            throw failure
        } catch {
            throw .invalid("malformed token")
        }
        signed = bytes[..<dots[1]]
    }

    /// The caller that the token proves.
    ///
    /// - Throws: ``AuthenticationFailure`` when it is signed by another key, was issued by somebody else, or its time
    ///   has passed.
    func principal(verifiedBy key: P256.Signing.PublicKey, at now: Timestamp) throws(AuthenticationFailure) -> Principal
    {
        guard key.isValidSignature(signature, for: Data(signed)) else { throw .invalid("wrong signature") }
        guard claims.iss == "orrery" else { throw .invalid("another issuer") }
        guard Timestamp(secondsSince1970: claims.exp) + Self.leeway > now else { throw .expired }
        if let start = claims.nbf ?? claims.iat, Timestamp(secondsSince1970: start) > now + Self.leeway {
            throw .invalid("not valid yet")
        }
        return Principal(
            subject: claims.sub, roles: Set(claims.roles ?? []),
            scopes: Set((claims.scope ?? "").split(separator: " ").map(String.init)), session: claims.sid,
            expiresAt: Timestamp(secondsSince1970: claims.exp))
    }
}
