/// What a server answers to a command (RFC 5321, section 4.2).
package struct SMTPReply: Hashable, Sendable {
    /// Three digits, of which the first says how it went.
    package let code: Int
    /// The text of each line, without the code.
    package let lines: [String]

    package init(code: Int, lines: [String]) {
        self.code = code
        self.lines = lines
    }

    package var isPositive: Bool { (200..<300).contains(code) }
    /// Whether the same may go through later (section 4.2.1).
    package var isTransient: Bool { (400..<500).contains(code) }
    package var isPermanent: Bool { (500..<600).contains(code) }

    /// The enhanced status at the beginning of the text (RFC 2034; RFC 3463): `5.1.1`.
    package var enhancedStatus: String? {
        guard let word = lines.first?.split(separator: " ").first else { return nil }
        let parts = word.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "\(code / 100)",
            parts.allSatisfy({ (1...3).contains($0.utf8.count) && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
        else { return nil }
        return String(word)
    }
}

extension SMTPReply: CustomStringConvertible {
    package var description: String { "\(code) \(lines.joined(separator: " "))" }
}
