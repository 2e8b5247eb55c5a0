/// A mail as it is sent: its bytes, of which each line ends in CRLF and is at most 998 bytes long.
package struct MailMessage: Hashable, Sendable {
    package let bytes: [UInt8]
    /// Whether its header is in UTF-8, which only servers with SMTPUTF8 take (RFC 6532).
    package let isInternational: Bool
    /// Whether bytes beyond ASCII are in it, which only servers with 8BITMIME take (RFC 6152).
    package let isEightBit: Bool

    /// Takes bytes as a message. A line feed without its carriage return, and the other way round, would let whoever wrote
    /// the text end the message early with some servers ("SMTP smuggling", CVE-2023-51764), so there is none.
    ///
    /// - Parameter isInternational: Whether the header is in UTF-8.
    /// - Throws: ``MailFault``.
    package init(bytes: [UInt8], isInternational: Bool = false) throws(MailFault) {
        var last: UInt8 = 0
        var column = 0
        for byte in bytes {
            if (byte == MailBytes.lineFeed) != (last == MailBytes.carriageReturn) {
                throw MailFault(field: "message", detail: "Lines that end in CRLF are expected.")
            }
            if byte == 0 { throw MailFault(field: "message", detail: "Text without NUL is expected.") }
            column = byte == MailBytes.lineFeed ? 0 : column + 1
            // The carriage return is counted as well.
            if column > HeaderField.longestLine + 1 {
                throw MailFault(
                    field: "message", detail: "Lines of at most \(HeaderField.longestLine) bytes are expected.")
            }
            last = byte
        }
        guard last == MailBytes.lineFeed else {
            throw MailFault(field: "message", detail: "A last line that ends in CRLF is expected.")
        }
        self.bytes = bytes
        self.isInternational = isInternational
        isEightBit = bytes.contains { $0 >= 0x80 }
    }
}
