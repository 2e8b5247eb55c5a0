import Crypto
import FoundationEssentials

/// A key by which a webhook's messages are signed (Standard Webhooks 1.0, "Signature scheme"): its text is `whsec_` and the
/// bytes in Base64.
package struct WebhookSecret: Hashable, Sendable {
    package let bytes: [UInt8]

    private static let prefix = "whsec_"
    /// The specification's bounds.
    private static let lengths = 24...64
    /// Takes the bytes, of which there are 24 … 64.
    package init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Takes the text of a secret; nil for anything else.
    package init?(_ text: String) {
        guard text.hasPrefix(Self.prefix), let data = Data(base64Encoded: String(text.dropFirst(Self.prefix.count))),
            Self.lengths.contains(data.count)
        else { return nil }
        bytes = Array(data)
    }

    package var text: String { Self.prefix + Data(bytes).base64EncodedString() }

    /// The signature of a message: `v1,` and HMAC-SHA256 in Base64 over `ID.SECONDS.BODY`.
    ///
    /// - Parameters:
    ///   - id: The message's, the same in each attempt.
    ///   - body: Its bytes.
    ///   - seconds: When the attempt is made, since 1970.
    package func signature(of id: String, _ body: [UInt8], at seconds: Int64) -> String {
        var code = HMAC<SHA256>(key: SymmetricKey(data: bytes))
        code.update(data: Array("\(id).\(seconds).".utf8))
        code.update(data: body)
        return "v1," + Data(code.finalize()).base64EncodedString()
    }
}
