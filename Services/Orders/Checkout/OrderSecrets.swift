import Crypto
import MeshCore

/// Makes the secrets by which guests are let in to their orders: each follows from its order's id and a key of the
/// service, so that an answer that is given again after a crash holds the same one, and no store holds any.
struct OrderSecrets: Sendable {
    private let key: SymmetricKey

    /// - Parameter secret: The 32 bytes of a key file.
    init(secret: [UInt8]) {
        key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: secret), info: Array("orrery orders: order secrets".utf8),
            outputByteCount: 32)
    }

    /// The secret of a guest's order; nil for an account's.
    func secret(of checkout: CheckoutRecord) -> CapabilitySecret? {
        guard checkout.content.account == nil else { return nil }
        let code = HMAC<SHA256>.authenticationCode(for: Array(checkout.orderID.description.utf8), using: key)
        let text = code.prefix(16).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }
        return CapabilitySecret(text: text.joined())
    }
}
