/// A format of strings (JSON Schema 2020-12, validation, section 7.3) that is checked, not only told.
package enum JSONFormat: String, Sendable {
    case dateTime = "date-time"
    case date
    case email
    case uri
    case uuid

    /// Whether a text has the format.
    package func matches(_ text: String) -> Bool {
        switch self {
        case .dateTime: Timestamp(text) != nil
        case .date: Self.isDate(text.utf8)
        case .email: Self.isEmail(text.utf8)
        case .uri: Self.isURI(text.utf8)
        case .uuid: Self.isUUID(text.utf8)
        }
    }

    private static func isDate(_ bytes: String.UTF8View) -> Bool {
        var scanner = TimestampScanner(bytes)
        return scanner.date() != nil && scanner.isAtEnd
    }

    /// The form that people's addresses have: a local part of RFC 5321's atoms and a domain of labels, no quoting, 254
    /// characters at most.
    private static func isEmail(_ bytes: String.UTF8View) -> Bool {
        guard bytes.count <= 254, let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { return false }
        let local = bytes[..<at]
        let domain = bytes[bytes.index(after: at)...]
        let atoms = local.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard local.count <= 64, atoms.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isAtomCharacter) }) else {
            return false
        }
        let labels = domain.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return labels.count >= 2 && labels.allSatisfy(isDomainLabel)
    }

    private static func isAtomCharacter(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || byte >= 0x80 || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }

    private static func isDomainLabel(_ label: Substring.UTF8View) -> Bool {
        (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
            && label.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 >= 0x80 }
    }

    /// A scheme, a colon, and only characters that RFC 3986 allows.
    private static func isURI(_ bytes: String.UTF8View) -> Bool {
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), let first = bytes.first, isLetter(first) else {
            return false
        }
        let schemeIsValid = bytes[..<colon].allSatisfy { isAlphanumeric($0) || "+-.".utf8.contains($0) }
        let rest = bytes[bytes.index(after: colon)...]
        return schemeIsValid && !rest.isEmpty
            && rest.allSatisfy { isAlphanumeric($0) || "-._~:/?#[]@!$&'()*+,;=%".utf8.contains($0) }
    }

    private static func isUUID(_ bytes: String.UTF8View) -> Bool {
        let groups = bytes.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return groups.map(\.count) == [8, 4, 4, 4, 12]
            && groups.allSatisfy { $0.allSatisfy { isDigit($0) || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x66) } }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }
    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
