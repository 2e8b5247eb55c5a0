/// String literals as Python's `repr` writes them, which the recorded refusals of labels hold.
enum PythonText {
    /// A literal of a string: in single quotes, or in double ones when it holds single quotes alone.
    static func literal(_ text: String) -> String {
        let quote: Unicode.Scalar = text.contains("'") && !text.contains("\"") ? "\"" : "'"
        var result = String(quote)
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", quote: result += "\\\(scalar)"
            default: result += escaped(scalar)
            }
        }
        return result + String(quote)
    }

    /// A scalar as the codec `unicode-escape` writes it, quotes as they are.
    static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        case _ where scalar.value < 0x20 || (0x7F...0xA0).contains(scalar.value) || scalar.value == 0xAD:
            "\\x" + String(scalar.value >> 4, radix: 16) + String(scalar.value & 15, radix: 16)
        default: String(scalar)
        }
    }
}
