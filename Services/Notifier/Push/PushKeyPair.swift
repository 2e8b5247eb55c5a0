import Crypto
import FoundationEssentials
import MeshCore

/// The key by which push services know this mesh (VAPID, RFC 8292).
struct PushKeyPair: Sendable {
    private let key: P256.Signing.PrivateKey

    private static let life: Duration = .seconds(12 * 3600)

    /// - Parameter bytes: 32 that nobody can guess.
    /// - Throws: `CryptoKitError` for the few that are no key.
    init(_ bytes: [UInt8]) throws { key = try P256.Signing.PrivateKey(rawRepresentation: bytes) }

    /// What browsers subscribe with: the point, uncompressed (section 3.2), in Base64url.
    var publicText: String { Base64URL.text(Array(key.publicKey.x963Representation)) }

    /// The field `Authorization` of a push (section 3).
    ///
    /// - Parameters:
    ///   - origin: Of the push service: scheme and host, with the port if it is another than the scheme's.
    ///   - subject: How the push service reaches whoever runs this: an address of `mailto:` or `https:`.
    /// - Throws: `CryptoKitError`.
    func authorization(for origin: String, subject: String, at now: Timestamp) throws -> String {
        let header: JSONValue = ["typ": "JWT", "alg": "ES256"]
        let claims: JSONValue = [
            "aud": .string(origin), "exp": .int((now + Self.life).secondsSince1970), "sub": .string(subject),
        ]
        let signed = "\(Base64URL.text(header.utf8)).\(Base64URL.text(claims.utf8))"
        let signature = try key.signature(for: Array(signed.utf8)).rawRepresentation
        return "vapid t=\(signed).\(Base64URL.text(Array(signature))), k=\(publicText)"
    }
}
