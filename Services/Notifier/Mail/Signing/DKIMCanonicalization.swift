/// The form in which messages are signed, `relaxed` (RFC 6376, section 3.4): what servers on the way do to white space breaks
/// no signature.
enum DKIMCanonicalization {
    /// A header field: the name in lower case, the lines joined, each run of white space one space (section 3.4.2).
    static func field(_ lines: [UInt8]) -> [UInt8] {
        let colon = lines.firstIndex(of: UInt8(ascii: ":")) ?? lines.endIndex
        var name = lines[..<colon].map(MailBytes.lowercased)
        while let last = name.last, MailBytes.isWhitespace(last) { name.removeLast() }
        let value = lines[colon...].dropFirst().filter { $0 != MailBytes.carriageReturn && $0 != MailBytes.lineFeed }
        return name + [UInt8(ascii: ":")] + squeezed(value).drop(while: MailBytes.isWhitespace) + MailBytes.lineEnd
    }

    /// A body: white space as in fields, and no empty lines at its end (section 3.4.4).
    static func body(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var emptyLines = 0
        for line in bytes.split(separator: MailBytes.lineFeed, omittingEmptySubsequences: false) {
            let text = squeezed(line.last == MailBytes.carriageReturn ? line.dropLast() : line)
            guard !text.isEmpty else {
                emptyLines += 1
                continue
            }
            for _ in 0..<emptyLines { result += MailBytes.lineEnd }
            emptyLines = 0
            result += text + MailBytes.lineEnd
        }
        return result
    }

    /// Each run of white space as one space, and none at the end.
    private static func squeezed(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for byte in bytes {
            guard MailBytes.isWhitespace(byte) else {
                result.append(byte)
                continue
            }
            if result.last != MailBytes.space { result.append(MailBytes.space) }
        }
        if result.last == MailBytes.space { result.removeLast() }
        return result
    }
}
