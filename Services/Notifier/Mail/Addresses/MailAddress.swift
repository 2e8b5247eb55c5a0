/// The address of a mailbox: `mary@example.org`, or `märy@exämple.org` with a server that can (RFC 5321, section 4.1.2;
/// RFC 6531, section 3.3). Quoted local parts and address literals are left out: no one who is written to has one.
package struct MailAddress: Hashable, Sendable {
    /// What stands before the `@`: at most 64 bytes.
    package let localPart: String
    /// The domain, its ASCII letters in lower case: at most 255 bytes.
    package let domain: String

    /// Takes an address apart; nil when it is none.
    package init?(_ text: String) {
        guard let at = text.lastIndex(of: "@") else { return nil }
        let (local, domain) = (text[..<at], text[text.index(after: at)...])
        guard Self.isDotAtom(local), local.utf8.count <= 64, Self.isDomain(domain) else { return nil }
        localPart = String(local)
        self.domain = String(decoding: domain.utf8.map(MailBytes.lowercased), as: UTF8.self)
    }

    /// The address as it is written.
    package var text: String { "\(localPart)@\(domain)" }

    /// Whether only servers with SMTPUTF8 can take it.
    package var isInternational: Bool { text.utf8.contains { $0 >= 0x80 } }

    /// `dot-atom-text` (RFC 5322, section 3.2.3), with all of Unicode beyond ASCII (RFC 6532, section 3.2).
    private static func isDotAtom(_ text: Substring) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty && atom.unicodeScalars.allSatisfy { MailBytes.isAtomText($0) }
        }
    }

    /// Labels of letters, digits and hyphens in between (RFC 5321, section 4.1.2), or of Unicode.
    private static func isDomain(_ text: Substring) -> Bool {
        guard text.utf8.count <= 255, text.contains(".") || text == "localhost" else { return false }
        return text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            !label.isEmpty && label.utf8.count <= 63 && label.first != "-" && label.last != "-"
                && label.unicodeScalars.allSatisfy { scalar in
                    scalar.value >= 0xA0 || scalar == "-" || (scalar.isASCII && scalar.properties.isAlphabetic)
                        || ("0"..."9").contains(scalar)
                }
        }
    }
}

extension MailAddress: CustomStringConvertible {
    package var description: String { text }
}
