/// Reads numbers and runs of bytes one after another; nil where the bytes end too early or a number is too long.
struct ByteReader {
    private let bytes: ArraySlice<UInt8>
    /// The index of the next byte.
    private(set) var position: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    /// How many bytes are left.
    var remaining: Int { bytes.endIndex - position }

    mutating func byte() -> UInt8? {
        guard position < bytes.endIndex else { return nil }
        defer { position += 1 }
        return bytes[position]
    }

    /// A number of variable length; see ``Varint``.
    mutating func varint() -> Int64? {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while shift < 64, let next = byte() {
            number |= UInt64(next & 0x7F) << shift
            if next < 0x80 { return Int64(bitPattern: (number >> 1) ^ (0 &- (number & 1))) }
            shift += 7
        }
        return nil
    }

    /// A number of variable length that is used as a count or a length.
    mutating func length() -> Int? {
        varint().flatMap { Int32(exactly: $0) }.map(Int.init)
    }

    mutating func run(_ count: Int) -> ArraySlice<UInt8>? {
        guard count >= 0, count <= remaining else { return nil }
        defer { position += count }
        return bytes[position..<position + count]
    }
}
