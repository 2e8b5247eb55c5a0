import Crypto
import FoundationEssentials
import IdentityAPI

/// What is done with the secret of the key file. Each use has a key of its own, derived by HKDF-SHA-256 (RFC 5869), so that none says
/// anything about another.
struct KeyVault: Sendable {
    /// What a sealed secret is for.
    enum Purpose: String, Sendable, CaseIterable {
        case signingKey = "orrery identity: signing keys"
        case awsSecret = "orrery identity: secrets for AWS clients"
        case replay = "orrery identity: stored answers"
    }

    private let sealingKeys: [Purpose: SymmetricKey]
    private let refreshKey: SymmetricKey
    private let fingerprintKey: SymmetricKey

    /// - Parameter secret: The 32 bytes of the key file.
    init(secret: [UInt8]) {
        let root = SymmetricKey(data: secret)
        let derive = { (info: String) in
            HKDF<SHA256>.deriveKey(inputKeyMaterial: root, info: Array(info.utf8), outputByteCount: 32)
        }
        sealingKeys = Dictionary(uniqueKeysWithValues: Purpose.allCases.map { ($0, derive($0.rawValue)) })
        refreshKey = derive("orrery identity: refresh tokens")
        fingerprintKey = derive("orrery identity: fingerprints")
    }

    /// Seals bytes with AES-256-GCM.
    ///
    /// - Parameters:
    ///   - bytes: What is to be kept from readers of the database.
    ///   - purpose: What for.
    ///   - name: The row that it belongs to; a sealed secret moved to another row does not open.
    /// - Throws: `IdentityError.sealed` when the cipher refuses.
    func seal(_ bytes: [UInt8], for purpose: Purpose, named name: String) throws(IdentityError) -> [UInt8] {
        do {
            let box = try AES.GCM.seal(bytes, using: key(for: purpose), authenticating: Array(name.utf8))
            guard let combined = box.combined else { throw IdentityError.sealed("AES-GCM gave no combined form") }
            return Array(combined)
        } catch {
            throw .sealed("cannot seal \(name): \(error)")
        }
    }

    /// Opens what ``seal(_:for:named:)`` made.
    ///
    /// - Throws: `IdentityError.sealed` when it was sealed with another key file, for another row, or changed since.
    func open(_ sealed: [UInt8], for purpose: Purpose, named name: String) throws(IdentityError) -> [UInt8] {
        do {
            let box = try AES.GCM.SealedBox(combined: sealed)
            return Array(try AES.GCM.open(box, using: key(for: purpose), authenticating: Array(name.utf8)))
        } catch {
            throw .sealed("cannot open \(name): it was sealed with another key file, or changed since")
        }
    }

    /// The secret of a session's refresh token of one generation: HMAC-SHA-256 over the session, its nonce and the generation.
    ///
    /// It can be computed again, so a lost answer is given once more without a secret in the database, and a token of an old
    /// generation is recognised without a row for it.
    func refreshSecret(session: Session.ID, generation: UInt32, nonce: [UInt8]) -> [UInt8] {
        var mac = HMAC<SHA256>(key: refreshKey)
        mac.update(data: Array("\(session) \(generation) ".utf8))
        mac.update(data: nonce)
        return Array(mac.finalize())
    }

    /// A keyed fingerprint: equal for equal bytes, and telling nothing of them to who has no key file. For counters under the
    /// addresses that people tried, and to compare requests that hold passwords.
    func fingerprint(_ label: String, _ bytes: some Sequence<UInt8>) -> [UInt8] {
        var mac = HMAC<SHA256>(key: fingerprintKey)
        mac.update(data: Array("\(label)\u{0}".utf8))
        mac.update(data: Array(bytes))
        return Array(mac.finalize().prefix(16))
    }

    private func key(for purpose: Purpose) -> SymmetricKey {
        guard let key = sealingKeys[purpose] else { preconditionFailure("no key was derived for \(purpose)") }
        return key
    }
}
