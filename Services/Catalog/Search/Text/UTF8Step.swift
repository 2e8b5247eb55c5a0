/// Reads UTF-8 that is known to be valid, a character at a time.
enum UTF8Step {
    /// The character at a place, and how many bytes it takes.
    static func scalar(in bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> (scalar: Unicode.Scalar, length: Int) {
        let first = unsafe UInt32(bytes[place])
        let length = length(of: first)
        guard length > 1, place + length <= bytes.count else {
            return (Unicode.Scalar(length == 1 ? first : 0xFFFD) ?? "\u{FFFD}", 1)
        }
        var value = first & (0x7F >> UInt32(length))
        for next in place + 1..<place + length { value = unsafe value << 6 | UInt32(bytes[next] & 0x3F) }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
    }

    /// How many bytes a character takes that begins with this one.
    static func length(of first: some BinaryInteger) -> Int {
        first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    }
}
