/// Reads the text of ids. It knows nothing of their types, so that it is compiled once and well: every request for an
/// entity goes through it.
enum IDText {
    /// The UUID in the text of an id, in either case; nil when the prefix is another one, or when it is no id at all.
    static func uuid(of text: String, prefix: String) -> UUIDv7? {
        var text = text
        var prefix = prefix
        return prefix.withUTF8 { prefix in
            text.withUTF8 { bytes in unsafe uuid(in: bytes, prefix: prefix) }
        }
    }

    private static func uuid(in bytes: UnsafeBufferPointer<UInt8>, prefix: UnsafeBufferPointer<UInt8>) -> UUIDv7? {
        guard bytes.count == prefix.count + 1 + CrockfordBase32.characterCount else { return nil }
        for place in 0..<prefix.count {
            let (byte, wanted) = unsafe (bytes[place], prefix[place])
            guard byte == wanted || (byte >= 65 && byte <= 90 && byte + 32 == wanted) else { return nil }
        }
        guard unsafe bytes[prefix.count] == UInt8(ascii: "_"),
            let bits = unsafe CrockfordBase32.read(bytes[(prefix.count + 1)...])
        else { return nil }
        return UUIDv7(bits: bits)
    }
}
