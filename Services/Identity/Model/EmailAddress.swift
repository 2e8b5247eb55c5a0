/// An e-mail address as an account's name: a dot-atom and a domain name in ASCII (RFC 5321, sections 4.1.2 and 4.5.3.1).
///
/// Quoted local parts, address literals and internationalised addresses (RFC 6531) are refused: they cannot be compared with
/// certainty, and an account must have one spelling.
struct EmailAddress: Hashable, Sendable {
    /// As it was typed, without surrounding white space and with the domain in lower case: where mail is sent.
    let text: String

    /// What accounts are told apart by: all in lower case, because no provider in use tells `Ann@` from `ann@`.
    var key: String { text.lowercased() }

    /// Reads an address; nil when it is none, or longer than mail can carry.
    init?(_ input: String) {
        let trimmed = Self.trimmed(input)
        guard trimmed.utf8.count <= Self.maximumLength, let at = trimmed.lastIndex(of: "@") else { return nil }
        let local = trimmed[..<at]
        let domain = trimmed[trimmed.index(after: at)...]
        guard Self.isLocalPart(local), Self.isDomain(domain) else { return nil }
        self.text = "\(local)@\(domain.lowercased())"
    }

    /// The longest address that fits into a reverse-path: 256 octets with its angle brackets (RFC 5321, section 4.5.3.1.3).
    static let maximumLength = 254
    /// RFC 1035, section 2.3.4.
    private static let maximumLabelLength = 63

    private static func trimmed(_ input: String) -> Substring {
        let isSpace: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\n" }
        let scalars = input.unicodeScalars
        guard let first = scalars.firstIndex(where: { !isSpace($0) }),
            let last = scalars.lastIndex(where: { !isSpace($0) })
        else {
            return ""
        }
        return input[first..<scalars.index(after: last)]
    }

    private static func isLocalPart(_ part: Substring) -> Bool {
        // RFC 5321, section 4.5.3.1.1 has every mailer take 64 octets, and forbids none to take more.
        part.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty && atom.utf8.allSatisfy(isAtomText)
        }
    }

    private static func isDomain(_ domain: Substring) -> Bool {
        let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, let first = labels.last?.utf8.first, isLetter(first) else { return false }
        return labels.allSatisfy { label in
            (1...maximumLabelLength).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "-") }
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// `atext` of RFC 5322, section 3.2.3.
    private static func isAtomText(_ byte: UInt8) -> Bool {
        isLetter(byte) || isDigit(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }
}
