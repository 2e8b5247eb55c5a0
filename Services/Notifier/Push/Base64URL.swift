import FoundationEssentials

/// Base64url without padding (RFC 4648, section 5).
enum Base64URL {
    static func text(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// The bytes of a text, with padding or without; nil for what is none.
    static func bytes(_ text: String) -> [UInt8]? {
        var plain = text.replacing("-", with: "+").replacing("_", with: "/").replacing("=", with: "")
        while plain.utf8.count % 4 != 0 { plain += "=" }
        return Data(base64Encoded: plain).map { Array($0) }
    }
}
