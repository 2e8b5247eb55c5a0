import FoundationEssentials

/// Text beyond ASCII in header fields, as words of ASCII (RFC 2047), none of them cutting a character in two (section 5).
package enum EncodedWords {
    /// A line with one has 76 characters at most (section 2), and the first begins with the name of its field.
    private static let limit = 60
    private static let opening = "=?utf-8?"

    /// Whether a text would be taken for something else, or broken, when it is sent as it is.
    static func areNeeded(for text: String) -> Bool { !MailBytes.isASCII(text) || text.contains("=?") }

    /// The words that stand for a text; readers leave out the white space between them (section 6.2).
    static func encode(_ text: String) -> [String] {
        let quoted = text.utf8.count { !isSafe($0) } * 2
        // `Q` is longer where more than a few bytes are escaped.
        return quoted * 3 <= text.utf8.count ? words(text, "q", quote) : words(text, "b", base64)
    }

    /// Text as people read it: encoded words decoded, and the white space between two of them left out (section 6.2). Only UTF-8.
    package static func decode(_ text: String) -> String {
        var result = ""
        var wasEncoded = false
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            let parts = word.split(separator: "?", omittingEmptySubsequences: false)
            let bytes = parts.count == 5 && parts[0] == "=" && parts[4] == "=" ? decoded(parts) : nil
            if !result.isEmpty, !(wasEncoded && bytes != nil) { result += " " }
            result += bytes ?? String(word)
            wasEncoded = bytes != nil
        }
        return result
    }

    private static func decoded(_ parts: [Substring]) -> String? {
        guard parts[1].lowercased() == "utf-8" else { return nil }
        switch parts[2].lowercased() {
        case "q":
            return String(decoding: QuotedPrintable.decode(parts[3].replacing("_", with: " ").utf8), as: UTF8.self)
        case "b": return Data(base64Encoded: String(parts[3])).map { String(decoding: $0, as: UTF8.self) }
        default: return nil
        }
    }

    private static func words(_ text: String, _ letter: String, _ encode: (String) -> String) -> [String] {
        let room = limit - opening.utf8.count - letter.utf8.count - 3
        var words: [String] = []
        var rest = text.unicodeScalars[...]
        while !rest.isEmpty {
            var piece = ""
            while let scalar = rest.first, piece.isEmpty || encode(piece + String(scalar)).utf8.count <= room {
                piece.unicodeScalars.append(scalar)
                rest.removeFirst()
            }
            words.append("\(opening)\(letter)?\(encode(piece))?=")
        }
        return words
    }

    private static func base64(_ text: String) -> String {
        String(decoding: Base64Text.encode(Array(text.utf8)), as: UTF8.self)
    }

    /// The `Q` encoding with what may stand in a display name too (section 5, rule 3).
    private static func quote(_ text: String) -> String {
        var result: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case MailBytes.space: result.append(UInt8(ascii: "_"))
            case _ where isSafe(byte): result.append(byte)
            default: QuotedPrintable.append(byte, to: &result)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func isSafe(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, MailBytes.space, UInt8(ascii: "!"), UInt8(ascii: "*"),
            UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "/"):
            true
        default: false
        }
    }
}
