/// Whole numbers of variable length, the small ones short, whatever their sign: zigzag and base 128, the low digits first (the
/// encoding of Protocol Buffers, which record batches use too).
enum Varint {
    /// The most bytes that a number takes.
    static let maximumLength = 10

    /// Writes a number.
    static func append(_ number: Int64, to bytes: inout [UInt8]) {
        var rest = UInt64(bitPattern: (number << 1) ^ (number >> 63))
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// How many bytes a number takes.
    static func length(of number: Int64) -> Int {
        let rest = UInt64(bitPattern: (number << 1) ^ (number >> 63))
        return rest == 0 ? 1 : (70 - rest.leadingZeroBitCount) / 7
    }
}
