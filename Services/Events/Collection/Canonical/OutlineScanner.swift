/// Goes through the text of an event, believing that it is JSON: whoever remembers something by what it finds has read one
/// such text as a whole.
struct OutlineScanner {
    private(set) var place = 0

    /// Goes past a text that stands here; stays where it is when another one does.
    mutating func takes(_ expected: StaticString, in text: Span<UInt8>) -> Bool {
        let count = expected.utf8CodeUnitCount
        guard place + count <= text.count else { return false }
        let isThere = expected.withUTF8Buffer { bytes in
            let bytes = unsafe Span(_unsafeElements: bytes)
            var offset = 0
            while offset + 8 <= count {
                guard bytes.word(at: offset) == text.word(at: place + offset) else { return false }
                offset += 8
            }
            while offset < count {
                guard bytes[offset] == text[place + offset] else { return false }
                offset += 1
            }
            return true
        }
        if isThere { place += count }
        return isThere
    }

    /// Goes past a string of plain ASCII whose quotation mark was passed, and its end.
    ///
    /// - Returns: Where it stands; nil when there is something else.
    mutating func plainText(in text: Span<UInt8>) -> Range<Int>? {
        let start = place
        while place < text.count {
            if place + 8 <= text.count {
                let found = Self.ends(text.word(at: place))
                guard found != 0 else {
                    place += 8
                    continue
                }
                place += found.trailingZeroBitCount / 8
            }
            let byte = text[place]
            place += 1
            if byte == UInt8(ascii: "\"") { return start..<(place - 1) }
            guard byte >= 0x20, byte < 0x7F, byte != UInt8(ascii: "\\") else { return nil }
        }
        return nil
    }

    /// Goes past a string whose quotation mark was passed, and its end.
    mutating func skipText(in text: Span<UInt8>) -> Bool {
        while place < text.count {
            if place + 8 <= text.count {
                let found = Self.marks(text.word(at: place))
                guard found != 0 else {
                    place += 8
                    continue
                }
                place += found.trailingZeroBitCount / 8
            }
            let byte = text[place]
            place += 1
            if byte == UInt8(ascii: "\"") { return true }
            if byte == UInt8(ascii: "\\") { place += 1 }
        }
        return false
    }

    /// Goes past a member of plain text, if it stands here; false when its text is not plain.
    mutating func skipOptional(_ member: StaticString, in text: Span<UInt8>) -> Bool {
        guard takes(member, in: text) else { return true }
        return plainText(in: text) != nil
    }

    /// What is told of a client.
    struct Client {
        var userAgent: Range<Int>
        var language: Range<Int>
        var screen: Range<Int>
        var network: Range<Int>
    }

    /// Goes through the members that are left of the event's data, to the end of the text.
    ///
    /// - Returns: Where the texts of a client stand, nowhere where there is none; nil when the text is of another form.
    mutating func client(in text: Span<UInt8>) -> Client? {
        let none = place..<place
        var client = Client(userAgent: none, language: none, screen: none, network: none)
        // They stand in this order, each once.
        var passed = 0
        while takes(",\"", in: text) {
            if passed < 1, takes("userAgent\":\"", in: text) {
                guard let value = plainText(in: text) else { return nil }
                (client.userAgent, passed) = (value, 1)
            } else if passed < 2, takes("language\":\"", in: text) {
                guard let value = plainText(in: text) else { return nil }
                (client.language, passed) = (value, 2)
            } else if passed < 3, takes("screen\":\"", in: text) {
                guard let value = plainText(in: text) else { return nil }
                (client.screen, passed) = (value, 3)
            } else if passed < 4, takes("network\":\"", in: text) {
                guard let value = plainText(in: text) else { return nil }
                (client.network, passed) = (value, 4)
            } else {
                guard skipText(in: text), takes(":", in: text), skipValue(in: text) else { return nil }
            }
        }
        return takes("}}", in: text) && place == text.count ? client : nil
    }

    private mutating func skipValue(in text: Span<UInt8>) -> Bool {
        var depth = 0
        while place < text.count {
            switch text[place] {
            case UInt8(ascii: "\""):
                place += 1
                guard skipText(in: text) else { return false }
                if depth == 0 { return true }
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                // The end of what holds a number or a word.
                guard depth > 0 else { return true }
                depth -= 1
                if depth == 0 {
                    place += 1
                    return true
                }
            case UInt8(ascii: ","): if depth == 0 { return true }
            default: break
            }
            place += 1
        }
        return false
    }

    /// The highest bit of the first byte that is a quotation mark or a backslash, and perhaps some behind it.
    private static func marks(_ word: UInt64) -> UInt64 {
        let word = UInt64(littleEndian: word)
        return zeros(word ^ 0x2222_2222_2222_2222) | zeros(word ^ 0x5C5C_5C5C_5C5C_5C5C)
    }

    /// The highest bit of the first byte that no plain text holds, and perhaps some behind it.
    private static func ends(_ word: UInt64) -> UInt64 {
        let bytes = UInt64(littleEndian: word)
        // What is below a space borrows from the byte's highest bit; what is above ASCII has it.
        let control = (bytes &- 0x2020_2020_2020_2020) & ~bytes & 0x8080_8080_8080_8080
        return marks(word) | control | (bytes & 0x8080_8080_8080_8080) | zeros(bytes ^ 0x7F7F_7F7F_7F7F_7F7F)
    }

    private static func zeros(_ word: UInt64) -> UInt64 {
        (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
    }
}
