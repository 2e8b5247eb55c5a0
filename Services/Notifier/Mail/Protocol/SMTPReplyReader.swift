/// Makes replies of the bytes of a server, however they are cut (RFC 5321, section 4.2).
struct SMTPReplyReader: Sendable {
    /// Thrown for bytes that are no reply: the connection cannot be used any longer.
    struct Malformed: Error, Hashable {
        let detail: String
    }

    /// Longer than the 512 bytes of section 4.5.3.1.5, for the sake of servers that are not strict.
    private static let longestLine = 4096
    /// What an answer to EHLO may have, with room.
    private static let mostLines = 256

    private var buffer: [UInt8] = []
    private var code: Int?
    private var lines: [String] = []

    /// Whether the server has sent more than was read.
    var isEmpty: Bool { buffer.isEmpty && code == nil }

    mutating func append(_ bytes: some Sequence<UInt8>) { buffer += bytes }

    /// Forgets what came before the connection was secured (RFC 3207, section 4.2).
    mutating func reset() { self = SMTPReplyReader() }

    /// The next reply; nil when it is not whole yet.
    ///
    /// - Throws: ``Malformed``.
    mutating func next() throws(Malformed) -> SMTPReply? {
        while let end = buffer.firstIndex(of: MailBytes.lineFeed) {
            var line = buffer[..<end]
            if line.last == MailBytes.carriageReturn { line.removeLast() }
            let (digits, isLast, text) = try Self.parts(of: line)
            buffer.removeSubrange(...end)
            guard code == nil || code == digits else { throw Malformed(detail: "a reply of several codes") }
            guard lines.count < Self.mostLines else { throw Malformed(detail: "a reply of too many lines") }
            lines.append(text)
            code = digits
            if isLast {
                defer { (code, lines) = (nil, []) }
                return SMTPReply(code: digits, lines: lines)
            }
        }
        guard buffer.count <= Self.longestLine else { throw Malformed(detail: "a line that is too long") }
        return nil
    }

    private static func parts(
        of line: ArraySlice<UInt8>
    ) throws(Malformed) -> (code: Int, isLast: Bool, text: String) {
        let digits = line.prefix(3).compactMap { (0x30...0x39).contains($0) ? Int($0) - 0x30 : nil }
        guard line.count <= longestLine, digits.count == 3, (2...5).contains(digits[0]) else {
            throw Malformed(detail: "no reply: \(String(decoding: line.prefix(80), as: UTF8.self))")
        }
        let separator = line.dropFirst(3).first
        guard separator == nil || separator == MailBytes.space || separator == UInt8(ascii: "-") else {
            throw Malformed(detail: "no reply: \(String(decoding: line.prefix(80), as: UTF8.self))")
        }
        let text = String(
            decoding: line.dropFirst(4).map { $0 < 0x20 || $0 == 0x7F ? MailBytes.space : $0 }, as: UTF8.self)
        return (digits[0] * 100 + digits[1] * 10 + digits[2], separator != UInt8(ascii: "-"), text)
    }
}
