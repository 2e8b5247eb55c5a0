extension SparseIndex {
    private static let entryLength = 24

    /// The index as a file: entries of three numbers of 64 bits, big-endian, and CRC-32C of all of them.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(entries.count * Self.entryLength + 4)
        for entry in entries {
            for number in [entry.offset, Int64(entry.position), entry.timestampBefore] {
                bytes.append(bigEndian: number)
            }
        }
        bytes.append(bigEndian: CRC32C.checksum(bytes[...]))
        return bytes
    }

    /// Reads a file; nil when it is not whole.
    init?(bytes: [UInt8]) {
        let (count, rest) = (bytes.count - 4).quotientAndRemainder(dividingBy: Self.entryLength)
        guard bytes.count >= 4, rest == 0 else { return nil }
        let body = bytes.dropLast(4)
        guard CRC32C.checksum(body) == UInt32(bigEndianBytes: bytes.suffix(4)) else { return nil }
        self.init(
            entries: (0..<count).map { index in
                func number(_ field: Int) -> Int64 {
                    let start = index * Self.entryLength + field * 8
                    return Int64(bigEndianBytes: bytes[start..<start + 8])
                }
                return Entry(offset: number(0), position: Int(number(1)), timestampBefore: number(2))
            })
    }
}
