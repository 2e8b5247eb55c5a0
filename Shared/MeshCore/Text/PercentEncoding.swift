/// Percent-encoded text of a path or a query (RFC 3986, section 2.1).
package enum PercentEncoding {
    /// What a query writes for a space.
    package enum Plus {
        case isSpace
        case isPlus
    }

    /// The text that an encoded one stands for; nil when an escape is broken or the bytes are no UTF-8.
    package static func decode(_ text: Substring, plus: Plus) -> String? {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) else {
            return String(text)
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var iterator = text.utf8.makeIterator()
        while let byte = iterator.next() {
            switch (byte, plus) {
            case (UInt8(ascii: "%"), _):
                guard let high = iterator.next().flatMap(digit), let low = iterator.next().flatMap(digit) else {
                    return nil
                }
                bytes.append(high << 4 | low)
            case (UInt8(ascii: "+"), .isSpace): bytes.append(UInt8(ascii: " "))
            case (_, .isSpace), (_, .isPlus): bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// A text as one segment or value: everything but unreserved characters is escaped (RFC 3986, section 2.3).
    package static func encode(_ text: String) -> String {
        text.utf8.reduce(into: "") { result, byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                result += "%"
                result.unicodeScalars.append(Unicode.Scalar(upperDigit(byte >> 4)))
                result.unicodeScalars.append(Unicode.Scalar(upperDigit(byte & 0xF)))
            }
        }
    }

    private static func upperDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
