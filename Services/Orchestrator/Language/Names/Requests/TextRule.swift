/// What the characters of a text must be, beyond its length.
enum TextRule: Hashable, Sendable {
    /// Letters, digits and `_-.` of ASCII, and not digits alone.
    case alias
    case ascii
    /// The visible characters of ASCII.
    case visible

    /// The pattern, as messages tell it.
    var pattern: String {
        switch self {
        case .alias: #"^(?=.*[a-zA-Z_\-\.])[a-zA-Z0-9_\-\.]+$"#
        case .ascii: #"\p{ASCII}*"#
        case .visible: "[!-~]+"
        }
    }

    func accepts(_ text: String) -> Bool {
        switch self {
        case .ascii: text.utf8.allSatisfy { $0 < 0x80 }
        case .visible: text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        case .alias: text.utf8.allSatisfy(Self.isAliasByte) && !text.utf8.allSatisfy(Self.isDigit)
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isAliasByte(_ byte: UInt8) -> Bool {
        let letter = byte | 0x20
        return isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter)
            || [UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: ".")].contains(byte)
    }
}
