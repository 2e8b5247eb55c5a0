extension JSONParser {
    /// Reads a string (RFC 8259, section 7); one without escapes is taken as it stands.
    mutating func string() throws(JSONParseError) -> String {
        let start = index
        index += 1
        let contents = index
        var all: UInt8 = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") {
                index += 1
                let slice = bytes[contents..<index - 1]
                // ASCII is valid UTF-8, and nearly all that is sent.
                return all < 0x80 ? String(decoding: slice, as: UTF8.self) : try validated(slice, start: start)
            }
            if byte == UInt8(ascii: "\\") { return try escapedString(start: start, contents: contents) }
            guard byte >= 0x20 else { throw JSONParseError(.controlCharacter, at: index) }
            all |= byte
            index += 1
        }
        throw JSONParseError(.unexpectedEnd, at: index)
    }

    private mutating func escapedString(start: Int, contents: Int) throws(JSONParseError) -> String {
        var text = Array(bytes[contents..<index])
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                return try validated(text[...], start: start)
            case UInt8(ascii: "\\"):
                index += 1
                try escape(into: &text)
            case 0..<0x20:
                throw JSONParseError(.controlCharacter, at: index)
            default:
                text.append(byte)
                index += 1
            }
        }
        throw JSONParseError(.unexpectedEnd, at: index)
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONParseError) {
        guard index < bytes.count else { throw JSONParseError(.unexpectedEnd, at: index) }
        let letter = bytes[index]
        index += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text.append(contentsOf: Array(String(Character(try scalar())).utf8))
        default: throw JSONParseError(.invalidEscape, at: index - 1)
        }
    }

    /// Reads what follows `\u`: one unit of UTF-16, or a pair of surrogates.
    private mutating func scalar() throws(JSONParseError) -> Unicode.Scalar {
        let start = index
        let unit = try hexadecimalUnit()
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard unit < 0xDC00, index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"),
            bytes[index + 1] == UInt8(ascii: "u")
        else {
            throw JSONParseError(.invalidEscape, at: start)
        }
        index += 2
        let second = try hexadecimalUnit()
        guard (0xDC00...0xDFFF).contains(second) else { throw JSONParseError(.invalidEscape, at: start) }
        let code = 0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
        guard let scalar = Unicode.Scalar(code) else { throw JSONParseError(.invalidEscape, at: start) }
        return scalar
    }

    private mutating func hexadecimalUnit() throws(JSONParseError) -> UInt16 {
        guard index + 4 <= bytes.count else { throw JSONParseError(.unexpectedEnd, at: bytes.count) }
        var unit: UInt16 = 0
        for _ in 0..<4 {
            let byte = bytes[index]
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: throw JSONParseError(.invalidEscape, at: index)
            }
            unit = unit << 4 | UInt16(digit)
            index += 1
        }
        return unit
    }

    private func validated(_ slice: ArraySlice<UInt8>, start: Int) throws(JSONParseError) -> String {
        guard let text = String(validating: slice, as: UTF8.self) else { throw JSONParseError(.invalidUTF8, at: start) }
        return text
    }
}
