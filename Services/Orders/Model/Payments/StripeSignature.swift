import Crypto
import Foundation
import MeshCore

/// The header field `Stripe-Signature`: when a webhook was signed, and its signatures, of which one has to be right
/// (https://docs.stripe.com/webhooks, "Verify manually").
struct StripeSignature: Sendable {
    /// Why a webhook is not taken for Stripe's.
    enum Refusal: String, Error {
        case malformed = "The field Stripe-Signature is missing or cannot be read."
        case outdated = "The signature is too old, or of the future."
        case wrong = "No signature is right."
    }

    /// How far the time of signing may be from ours, either way: Stripe's own libraries take five minutes.
    static let tolerance: Duration = .seconds(300)
    /// While a secret is being replaced there are two; nobody has reason to send more than a few.
    private static let signatureLimit = 8

    /// As it was sent, because that is what was signed.
    private let time: String
    private let signedAt: Timestamp
    private let signatures: [[UInt8]]

    /// Reads the field's value: `t=` and seconds since 1970, and one or more `v1=` and 64 hexadecimal digits. Schemes
    /// that are not known are passed over.
    ///
    /// - Throws: ``Refusal/malformed``.
    init(_ header: String) throws(Refusal) {
        var times: [Substring] = []
        var signatures: [[UInt8]] = []
        for element in header.split(separator: ",") {
            let parts = element.split(separator: "=", maxSplits: 1).map { $0.trimmingPrefix(while: \.isWhitespace) }
            guard parts.count == 2 else { throw .malformed }
            switch parts[0] {
            case "t": times.append(parts[1])
            case "v1":
                guard let signature = Self.bytes(parts[1]) else { throw .malformed }
                signatures.append(signature)
            default: break
            }
        }
        guard times.count == 1, let seconds = Int64(times[0]), (0..<1 << 40).contains(seconds), !signatures.isEmpty,
            signatures.count <= Self.signatureLimit
        else { throw .malformed }
        time = String(times[0])
        signedAt = Timestamp(secondsSince1970: seconds)
        self.signatures = signatures
    }

    /// Checks a body, in a time that does not depend on how wrong a signature is.
    ///
    /// - Parameters:
    ///   - body: As it was sent, byte by byte.
    ///   - secrets: Of which any may have signed: the one in use, and those that are being replaced.
    ///   - now: The wall clock.
    /// - Throws: ``Refusal``.
    func verify(_ body: [UInt8], secrets: [String], at now: Timestamp) throws(Refusal) {
        let age = signedAt.duration(to: now)
        guard age <= Self.tolerance, age >= .zero - Self.tolerance else { throw .outdated }
        let signed = Array(time.utf8) + [UInt8(ascii: ".")] + body
        var isRight = false
        for secret in secrets {
            let key = SymmetricKey(data: Array(secret.utf8))
            for signature in signatures {
                isRight =
                    HMAC<SHA256>.isValidAuthenticationCode(signature, authenticating: signed, using: key) || isRight
            }
        }
        guard isRight else { throw .wrong }
    }

    /// 64 hexadecimal digits as bytes; nil when they are anything else.
    private static func bytes(_ text: Substring) -> [UInt8]? {
        let digits = text.utf8.compactMap { byte in Character(Unicode.Scalar(byte)).hexDigitValue.map(UInt8.init) }
        guard digits.count == 64, text.utf8.count == 64 else { return nil }
        return stride(from: 0, to: 64, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
