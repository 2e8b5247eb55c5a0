extension FixedWidthInteger {
    /// Reads a number, the high digits first, from as many bytes as it has.
    init(bigEndianBytes bytes: some Sequence<UInt8>) {
        self = bytes.reduce(0) { number, byte in
            (Self.bitWidth == 8 ? 0 : number << 8) | Self(truncatingIfNeeded: byte)
        }
    }
}

extension [UInt8] {
    /// Appends a number, the high digits first.
    mutating func append<Number: FixedWidthInteger>(bigEndian number: Number) {
        append(contentsOf: repeatElement(0, count: Number.bitWidth / 8))
        put(bigEndian: number, at: count - Number.bitWidth / 8)
    }

    /// Writes a number over the bytes at a position, the high digits first.
    mutating func put(bigEndian number: some FixedWidthInteger, at position: Int) {
        var rest = number
        for index in (position..<position + number.bitWidth / 8).reversed() {
            self[index] = UInt8(truncatingIfNeeded: rest)
            rest >>= 8
        }
    }
}
