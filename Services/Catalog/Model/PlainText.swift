/// Looks at texts byte by byte: whether they are plain ASCII of a form. Narrower than the patterns of `ProductFields`.
enum PlainText {
    /// Letters, digits, `.`, `_` and `-`, the first a letter or a digit.
    static func isSKU(_ text: String) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 64, isAlphanumeric(first) else { return false }
        return text.utf8.allSatisfy { isAlphanumeric($0) || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F }
    }

    /// Printable characters.
    static func isLine(_ text: String, upTo limit: Int) -> Bool {
        text.utf8.count <= limit && text.utf8.allSatisfy { $0 &- 0x20 < 0x5F }
    }

    /// Printable characters, tabs and line ends.
    static func isText(_ text: String, upTo limit: Int) -> Bool {
        text.utf8.count <= limit
            && text.utf8.allSatisfy { $0 &- 0x20 < 0x5F || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
    }

    /// Lower-case words joined by `/` or `-`.
    static func isPath(_ text: String) -> Bool { text.utf8.count <= 64 && areWords(text) { $0 == 0x2D || $0 == 0x2F } }

    /// Lower-case words joined by `-`.
    static func isTag(_ text: String) -> Bool { text.utf8.count <= 32 && areWords(text) { $0 == 0x2D } }

    private static func areWords(_ text: String, joinedBy isJoint: (UInt8) -> Bool) -> Bool {
        var follows = false
        for byte in text.utf8 {
            if isJoint(byte) {
                guard follows else { return false }
                follows = false
            } else {
                guard byte &- 0x30 < 10 || byte &- 0x61 < 26 else { return false }
                follows = true
            }
        }
        return follows
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26
    }
}
