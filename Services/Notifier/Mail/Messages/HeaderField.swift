/// A header field, as the pieces between which its line may be folded (RFC 5322, section 2.2.3).
struct HeaderField: Sendable {
    let name: String
    /// Each is written after a space; where a line grows too long, that space begins the next one.
    let pieces: [String]

    /// What a line should not be longer than (RFC 2047, section 2, is stricter than RFC 5322), and what it must not be, without
    /// its end (RFC 5322, section 2.1.1).
    static let preferredLine = 76
    static let longestLine = 998

    init(_ name: String, pieces: [String]) {
        self.name = name
        self.pieces = pieces
    }

    /// A field of words, of which those beyond ASCII are encoded unless the message is international.
    init(_ name: String, text: String, isInternational: Bool) {
        let isPlain = isInternational ? !text.contains("=?") : !EncodedWords.areNeeded(for: text)
        let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        // White space at either end, or twice in a row, would be lost where a line is folded.
        let isFoldable = words.allSatisfy { !$0.isEmpty && $0.utf8.count <= Self.longestLine / 2 }
        self.init(name, pieces: text.isEmpty ? [] : isPlain && isFoldable ? words : EncodedWords.encode(text))
    }

    /// A field of addresses.
    init(_ name: String, mailboxes: [Mailbox], isInternational: Bool) {
        var pieces: [String] = []
        for (index, mailbox) in mailboxes.enumerated() {
            let end = index + 1 < mailboxes.count ? "," : ""
            guard let text = mailbox.name, !text.isEmpty else {
                pieces.append(mailbox.address.text + end)
                continue
            }
            pieces += Self.phrase(text, isInternational: isInternational)
            pieces.append("<\(mailbox.address.text)>\(end)")
        }
        self.init(name, pieces: pieces)
    }

    /// The field as lines, the last one ended too.
    ///
    /// - Throws: ``MailFault`` for a control character, with which a value would become another field, and for a line that
    ///   is too long and cannot be folded.
    func lines() throws(MailFault) -> [UInt8] {
        var line = "\(name):"
        var lines: [String] = []
        for piece in pieces {
            guard !MailBytes.holdsControl(piece) else {
                throw MailFault(field: name, detail: "Text without control characters is expected.")
            }
            if line.utf8.count + 1 + piece.utf8.count > Self.preferredLine, line != "\(name):" {
                lines.append(line)
                line = ""
            }
            line += " " + piece
        }
        lines.append(line)
        guard lines.allSatisfy({ $0.utf8.count <= Self.longestLine }) else {
            throw MailFault(field: name, detail: "Words of at most \(Self.longestLine - 80) bytes are expected.")
        }
        return lines.flatMap { Array($0.utf8) + MailBytes.lineEnd }
    }

    /// A display name: atoms as they are, quoted, or encoded (RFC 5322, section 3.2.5).
    private static func phrase(_ text: String, isInternational: Bool) -> [String] {
        guard isInternational ? !text.contains("=?") : !EncodedWords.areNeeded(for: text) else {
            return EncodedWords.encode(text)
        }
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        if words.allSatisfy({ !$0.isEmpty && $0.unicodeScalars.allSatisfy(MailBytes.isAtomText) }) {
            return words.map(String.init)
        }
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return ["\"\(escaped)\""]
    }
}
