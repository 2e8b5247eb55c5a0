import Crypto

/// The body of a message or of a part of it, with the fields that say what it is (RFC 2045). Its bytes are ASCII, so that any
/// server takes it as it is and no signature breaks on the way.
struct BodyPart: Sendable {
    let fields: [HeaderField]
    let bytes: [UInt8]

    /// A part of text.
    ///
    /// - Parameter subtype: `plain` or `html`.
    init(_ text: String, subtype: String) {
        let bytes = Self.canonical(text)
        let escaped = bytes.count { $0 >= 0x80 || $0 == UInt8(ascii: "=") }
        // Where every fourth byte would be escaped, Base64 is shorter.
        let isQuoted = escaped * 4 <= bytes.count
        fields = [
            HeaderField("Content-Type", pieces: ["text/\(subtype);", "charset=utf-8"]),
            HeaderField("Content-Transfer-Encoding", pieces: [isQuoted ? "quoted-printable" : "base64"]),
        ]
        self.bytes = isQuoted ? QuotedPrintable.encode(bytes) : Base64Text.lines(bytes)
    }

    /// Parts that say the same, the best one last (RFC 2046, section 5.1.4).
    ///
    /// - Throws: ``MailFault``.
    init(alternatives: [BodyPart]) throws(MailFault) {
        // `=_` stands in nothing that is quoted-printable or Base64. The same parts have the same boundary.
        var hash = SHA256()
        for part in alternatives { hash.update(data: part.bytes) }
        let digits = hash.finalize().prefix(12).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
        let boundary = "=_" + digits.joined()
        fields = [HeaderField("Content-Type", pieces: ["multipart/alternative;", "boundary=\"\(boundary)\""])]
        var bytes: [UInt8] = []
        for part in alternatives {
            bytes += Array("--\(boundary)\r\n".utf8)
            for field in part.fields { bytes += try field.lines() }
            bytes += MailBytes.lineEnd + part.bytes + MailBytes.lineEnd
        }
        self.bytes = bytes + Array("--\(boundary)--\r\n".utf8)
    }

    /// Text with CRLF at the end of each line, whatever ended it before, the last one too.
    private static func canonical(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + text.utf8.count / 32 + 2)
        var last: UInt8 = 0
        for byte in text.utf8 {
            switch byte {
            case MailBytes.carriageReturn: bytes += MailBytes.lineEnd
            case MailBytes.lineFeed: if last != MailBytes.carriageReturn { bytes += MailBytes.lineEnd }
            default: bytes.append(byte)
            }
            last = byte
        }
        if last != MailBytes.carriageReturn, last != MailBytes.lineFeed, !bytes.isEmpty { bytes += MailBytes.lineEnd }
        return bytes
    }
}
