import Crypto
import FoundationEssentials
import MeshStore

/// Seals the answers that are kept under idempotency keys: a guest's secret stands in the answer to a checkout.
struct AnswerVault: Sendable {
    private let sealing: SymmetricKey
    private let marking: SymmetricKey

    /// The answer does not open: it was sealed with another key file, or changed since.
    struct Sealed: Error {}

    /// - Parameter secret: The 32 bytes of the key file.
    init(secret: [UInt8]) {
        let root = SymmetricKey(data: secret)
        let derive = { (info: String) in
            HKDF<SHA256>.deriveKey(inputKeyMaterial: root, info: Array(info.utf8), outputByteCount: 32)
        }
        sealing = derive("orrery orders: stored answers")
        marking = derive("orrery orders: fingerprints")
    }

    /// AES-256-GCM, bound to the key that an answer stands under.
    var protection: AnswerProtection {
        AnswerProtection(
            fingerprint: { [marking] in Array(HMAC<SHA256>.authenticationCode(for: $0, using: marking)) },
            seal: { [sealing] answer, key in
                guard let box = try AES.GCM.seal(answer, using: sealing, authenticating: Self.name(key)).combined
                else { throw Sealed() }
                return Array(box)
            },
            open: { [sealing] sealed, key in
                let box = try AES.GCM.SealedBox(combined: sealed)
                return Array(try AES.GCM.open(box, using: sealing, authenticating: Self.name(key)))
            })
    }

    private static func name(_ key: IdempotencyKey) -> [UInt8] { Array("\(key.scope) \(key.value)".utf8) }
}
