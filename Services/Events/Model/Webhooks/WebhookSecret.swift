import Crypto
import FoundationEssentials

/// A key by which a webhook's messages are signed (Standard Webhooks 1.0, "Signature scheme"): its text is `whsec_` and the
/// bytes in Base64.
struct WebhookSecret: Hashable, Sendable {
    let bytes: [UInt8]

    private static let prefix = "whsec_"
    /// The specification's bounds.
    private static let lengths = 24...64
    /// Takes the bytes, of which there are 24 … 64.
    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Takes the text of a secret; nil for anything else.
    init?(_ text: String) {
        guard text.hasPrefix(Self.prefix), let data = Data(base64Encoded: String(text.dropFirst(Self.prefix.count))),
            Self.lengths.contains(data.count)
        else { return nil }
        bytes = Array(data)
    }

    var text: String { Self.prefix + Data(bytes).base64EncodedString() }

    /// The signature of a message: `v1,` and HMAC-SHA256 in Base64 over `ID.SECONDS.BODY`.
    ///
    /// - Parameter seconds: When the attempt is made, since 1970.
    func signature(of message: WebhookMessage, at seconds: Int64) -> String {
        var code = HMAC<SHA256>(key: SymmetricKey(data: bytes))
        code.update(data: Array("\(message.id).\(seconds).".utf8))
        code.update(data: message.body)
        return "v1," + Data(code.finalize()).base64EncodedString()
    }
}
