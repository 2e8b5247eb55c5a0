/// Texts that are numbers.
enum NumberText {
    /// A decimal number as JSON writes it, also with zeros before it; nil when the text is none or too large.
    static func decimal(_ text: String) -> Double? {
        var rest = text.utf8[...]
        if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
        guard skipDigits(&rest) else { return nil }
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            guard skipDigits(&rest) else { return nil }
        }
        if let letter = rest.first, letter | 0x20 == UInt8(ascii: "e") {
            rest.removeFirst()
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
            guard skipDigits(&rest) else { return nil }
        }
        guard rest.isEmpty, let number = Double(text), number.isFinite else { return nil }
        return number
    }

    private static func skipDigits(_ rest: inout Substring.UTF8View) -> Bool {
        let digits = rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        rest = rest[digits.endIndex...]
        return !digits.isEmpty
    }

    /// A number with the prefix `0x`, `0o` or `0b`; nil when the text is none.
    static func prefixed(_ text: String) -> Double? {
        guard text.utf8.first == UInt8(ascii: "0"), text.utf8.count > 2 else { return nil }
        let digits = text.dropFirst(2)
        guard digits.utf8.first != UInt8(ascii: "+"), digits.utf8.first != UInt8(ascii: "-") else { return nil }
        let radix: Int? =
            switch text.dropFirst().first {
            case "x", "X": 16
            case "o", "O": 8
            case "b", "B": 2
            default: nil
            }
        guard let radix else { return nil }
        var number = 0.0
        for digit in digits {
            guard let value = digit.isASCII ? digit.hexDigitValue : nil, value < radix else { return nil }
            number = number * Double(radix) + Double(value)
        }
        return number
    }

    /// The whole number with which a text begins, as `parseInt` reads it; not a number when it begins with none.
    static func leadingInteger(_ text: String) -> Double {
        var rest = text.utf8.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        let digits = rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        guard let number = Double(String(Substring(digits))) else { return .nan }
        return isNegative ? -number : number
    }
}
