/// The transfer encoding for text that is mostly ASCII (RFC 2045, section 6.7): lines of 76 characters at most.
enum QuotedPrintable {
    private static let lineLimit = 76
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// Encodes text whose lines end in CRLF. Its line ends stay line ends.
    static func encode(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count / 8)
        var column = 0
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            let next = bytes.index(after: index)
            if byte == MailBytes.carriageReturn, next < bytes.endIndex, bytes[next] == MailBytes.lineFeed {
                result += MailBytes.lineEnd
                column = 0
                index = bytes.index(after: next)
                continue
            }
            let endsLine = next == bytes.endIndex || bytes[next] == MailBytes.carriageReturn
            let isLiteral = Self.isLiteral(byte) && !(MailBytes.isWhitespace(byte) && endsLine)
            let width = isLiteral ? 1 : 3
            // The last column is kept for the `=` that goes on with the line, but for what ends it.
            if column + width > (endsLine ? lineLimit : lineLimit - 1) {
                result += [UInt8(ascii: "=")] + MailBytes.lineEnd
                column = 0
            }
            if isLiteral { result.append(byte) } else { append(byte, to: &result) }
            column += width
            index = next
        }
        return result
    }

    /// Writes a byte as `=` and two digits.
    static func append(_ byte: UInt8, to result: inout [UInt8]) {
        result.append(UInt8(ascii: "="))
        result.append(digits[Int(byte >> 4)])
        result.append(digits[Int(byte & 15)])
    }

    /// Decodes text whose lines end in LF. What is no digit behind a `=` stays as it is (RFC 2045, section 6.7).
    static func decode(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var pending: [UInt8] = []
        for byte in bytes {
            if pending.isEmpty {
                if byte == UInt8(ascii: "=") { pending = [byte] } else { result.append(byte) }
                continue
            }
            pending.append(byte)
            if pending.count == 2, byte == MailBytes.lineFeed {
                pending = []
            } else if pending.count == 3 {
                let text = String(decoding: pending.dropFirst(), as: UTF8.self)
                if let value = UInt8(text, radix: 16) { result.append(value) } else { result += pending }
                pending = []
            }
        }
        return result + pending
    }

    private static func isLiteral(_ byte: UInt8) -> Bool {
        MailBytes.isWhitespace(byte) || (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=")
    }
}
