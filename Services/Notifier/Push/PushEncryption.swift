import Crypto
import FoundationEssentials
import NotifierAPI

/// Encrypts a message so that a browser alone can read it (RFC 8291), as one record of `aes128gcm` (RFC 8188).
struct PushEncryption: Sendable {
    /// The keys are none.
    struct BadKeys: Error {}

    /// Every push service takes messages of 4096 bytes (RFC 8030, section 7.2); less what encryption adds to them.
    static let mostBytes = 4096 - 86 - 17
    private static let recordSize: UInt32 = 4096

    private let receiver: P256.KeyAgreement.PublicKey
    private let secret: [UInt8]

    /// - Throws: ``BadKeys``.
    init(_ keys: PushKeys) throws(BadKeys) {
        guard let point = Base64URL.bytes(keys.p256dh), let secret = Base64URL.bytes(keys.auth), secret.count == 16,
            // What is no point of the curve is no key.
            let receiver = try? P256.KeyAgreement.PublicKey(x963Representation: point)
        else { throw BadKeys() }
        self.receiver = receiver
        self.secret = secret
    }

    /// Encrypts.
    ///
    /// - Parameters:
    ///   - text: At most ``mostBytes``.
    ///   - sender: A key for this message alone.
    ///   - salt: 16 bytes for this message alone.
    /// - Throws: `CryptoKitError`.
    func encrypt(
        _ text: [UInt8], sender: P256.KeyAgreement.PrivateKey = P256.KeyAgreement.PrivateKey(),
        salt: [UInt8] = Self.salt()
    ) throws -> [UInt8] {
        precondition(text.count <= Self.mostBytes && salt.count == 16, "a push is too long, or its salt is none")
        let point = Array(sender.publicKey.x963Representation)
        let shared = try sender.sharedSecretFromKeyAgreement(with: receiver)
        let context = Array("WebPush: info".utf8) + [0] + Array(receiver.x963Representation) + point
        let material = shared.hkdfDerivedSymmetricKey(
            using: SHA256.self, salt: secret, sharedInfo: context, outputByteCount: 32)
        let key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: material, salt: salt, info: Array("Content-Encoding: aes128gcm".utf8) + [0],
            outputByteCount: 16)
        let nonce = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: material, salt: salt, info: Array("Content-Encoding: nonce".utf8) + [0],
            outputByteCount: 12)
        // The record is the last one (RFC 8188, section 2).
        let box = try AES.GCM.seal(
            text + [2], using: key, nonce: AES.GCM.Nonce(data: unsafe nonce.withUnsafeBytes { unsafe Array($0) }))
        let size = (0..<4).reversed().map { UInt8(truncatingIfNeeded: Self.recordSize >> UInt32($0 * 8)) }
        return salt + size + [UInt8(point.count)] + point + Array(box.ciphertext) + Array(box.tag)
    }

    private static func salt() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
