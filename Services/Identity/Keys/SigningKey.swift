import Crypto
import IdentityAPI
import MeshCore

/// A key pair of ECDSA on P-256 with which access tokens are signed (ES256, RFC 7518, section 3.4).
struct SigningKey: Sendable {
    /// The JWK thumbprint (RFC 7638): the same key has the same name everywhere.
    let id: String
    let privateKey: P256.Signing.PrivateKey
    let createdAt: Timestamp
    /// From when it signs.
    let activatesAt: Timestamp

    init(privateKey: P256.Signing.PrivateKey, createdAt: Timestamp, activatesAt: Timestamp) {
        self.id = Self.thumbprint(privateKey.publicKey)
        self.privateKey = privateKey
        self.createdAt = createdAt
        self.activatesAt = activatesAt
    }

    /// The public half as services fetch it.
    var jsonWebKey: JSONWebKey {
        let (x, y) = Self.coordinates(privateKey.publicKey)
        return JSONWebKey(kid: id, x: x, y: y)
    }

    private static func coordinates(_ key: P256.Signing.PublicKey) -> (x: String, y: String) {
        let point = Array(key.rawRepresentation)
        return (Base64Alphabet.url.encode(point.prefix(32)), Base64Alphabet.url.encode(point.suffix(32)))
    }

    /// SHA-256 over the required members in lexicographic order (RFC 7638, section 3).
    private static func thumbprint(_ key: P256.Signing.PublicKey) -> String {
        let (x, y) = coordinates(key)
        let canonical = #"{"crv":"P-256","kty":"EC","x":"\#(x)","y":"\#(y)"}"#
        return Base64Alphabet.url.encode(SHA256.hash(data: Array(canonical.utf8)))
    }
}
