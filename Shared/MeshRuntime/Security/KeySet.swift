import Crypto
import FoundationEssentials
import NIOCore

/// The keys that verify access tokens, by their ids (RFC 7517).
struct KeySet: Sendable {
    /// As identity publishes them; keys of other kinds are left out.
    private struct Document: Decodable {
        struct Key: Decodable {
            let kty: String
            let crv: String?
            let alg: String?
            let kid: String?
            let x: String?
            let y: String?
        }

        let keys: [Key]
    }

    private let keys: [String: P256.Signing.PublicKey]

    init() {
        keys = [:]
    }

    /// Reads a published set.
    ///
    /// - Throws: `DecodingError` when it is none.
    init(_ bytes: ByteBuffer) throws {
        var keys: [String: P256.Signing.PublicKey] = [:]
        for key in try MeshJSON.decode(Document.self, from: bytes).keys {
            guard key.kty == "EC", key.crv == "P-256", key.alg ?? "ES256" == "ES256", let id = key.kid,
                let x = key.x.flatMap(Base64URL.decode), let y = key.y.flatMap(Base64URL.decode)
            else { continue }
            do {
                keys[id] = try P256.Signing.PublicKey(rawRepresentation: Data(x + y))
            } catch {
                // A point that is not on the curve verifies nothing; the other keys of the set still do.
                continue
            }
        }
        self.keys = keys
    }

    subscript(id: String) -> P256.Signing.PublicKey? { keys[id] }
}
