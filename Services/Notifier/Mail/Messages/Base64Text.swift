import FoundationEssentials

/// Base64 as mail carries it (RFC 2045, section 6.8).
enum Base64Text {
    /// Lines of 76 characters, the last one ended too.
    static func lines(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count * 7 / 5)
        // Whole groups of three bytes: only the last line may have padding.
        for start in stride(from: 0, to: bytes.count, by: 57) {
            result += encode(bytes[start..<min(start + 57, bytes.count)])
            result += MailBytes.lineEnd
        }
        return result
    }

    static func encode(_ bytes: some Collection<UInt8>) -> [UInt8] { Array(Data(bytes).base64EncodedData()) }
}
