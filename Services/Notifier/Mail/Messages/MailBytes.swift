/// What the grammars of mail say of single bytes and characters.
enum MailBytes {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let lineEnd: [UInt8] = [carriageReturn, lineFeed]

    static func lowercased(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte + 0x20 : byte }

    static func isWhitespace(_ byte: UInt8) -> Bool { byte == space || byte == tab }

    /// `atext` (RFC 5322, section 3.2.3), with what lies beyond ASCII and its counterpart of controls.
    static func isAtomText(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.isASCII else { return scalar.value >= 0xA0 }
        return scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
            || "!#$%&'*+-/=?^_`{|}~".unicodeScalars.contains(scalar)
    }

    /// Whether a text could break out of a header field.
    static func holdsControl(_ text: String) -> Bool {
        text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\t" || (0x7F..<0xA0).contains($0.value) }
    }

    static func isASCII(_ text: some StringProtocol) -> Bool { text.utf8.allSatisfy { $0 < 0x80 } }
}
