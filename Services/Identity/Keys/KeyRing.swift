import IdentityAPI
import JWTKit
import MeshCore
import Synchronization

/// The signing keys as this instance knows them: a snapshot that requests read without waiting, renewed from the store.
final class KeyRing: Sendable {
    /// One key, ready to sign and to be published.
    private struct Entry: Sendable {
        let key: SigningKey
        let signer: JWTKeyCollection
    }

    private let schedule: SigningKeySchedule
    private let entries = Mutex<[Entry]>([])

    init(schedule: SigningKeySchedule) { self.schedule = schedule }

    /// Takes the store's keys. Keys that are known already keep their signer.
    ///
    /// - Throws: What the kit throws for a key that it does not take.
    func replace(with keys: [SigningKey]) async throws {
        let known = Dictionary(entries.withLock { $0 }.map { ($0.key.id, $0) }, uniquingKeysWith: { first, _ in first })
        var next: [Entry] = []
        for key in keys {
            if let entry = known[key.id] {
                next.append(entry)
            } else {
                let signer = JWTKeyCollection()
                await signer.add(
                    ecdsa: try ES256PrivateKey(backing: key.privateKey), kid: JWKIdentifier(string: key.id))
                next.append(Entry(key: key, signer: signer))
            }
        }
        let renewed = next
        entries.withLock { $0 = renewed }
    }

    /// All public keys, those of the future and the past included.
    var published: JSONWebKeySet { JSONWebKeySet(keys: entries.withLock { $0.map(\.key.jsonWebKey) }) }

    /// What verifies the tokens of one key; nil when the key is unknown.
    func verifier(of id: String) -> JWTKeyCollection? { entries.withLock { $0.first { $0.key.id == id }?.signer } }

    /// Signs claims with the key whose time it is.
    ///
    /// - Throws: `IdentityError.noSigningKey` before the first ``replace(with:)``; what the kit throws.
    func sign(_ claims: AccessTokenClaims, at now: Timestamp) async throws -> String {
        let entries = entries.withLock { $0 }
        guard let place = schedule.signer(entries.map(\.key.activatesAt), at: now) else {
            throw IdentityError.noSigningKey
        }
        let entry = entries[place]
        return try await entry.signer.sign(claims, kid: JWKIdentifier(string: entry.key.id), header: ["typ": "at+jwt"])
    }
}
