extension RecordBatchHeader {
    /// Reads a header; nil when there are fewer bytes than one has. Nothing of it is checked.
    package init?(_ bytes: ArraySlice<UInt8>) {
        guard bytes.count >= Self.length else { return nil }
        baseOffset = Self.number(bytes, at: 0)
        byteCount = Int(Self.number(bytes, at: 8) as Int32) + Self.uncountedLength
        epoch = Self.number(bytes, at: 12)
        checksum = Self.number(bytes, at: 17)
        attributes = Self.number(bytes, at: 21)
        lastOffsetDelta = Self.number(bytes, at: 23)
        baseTimestamp = Self.number(bytes, at: 27)
        maximumTimestamp = Self.number(bytes, at: 35)
        producerID = Self.number(bytes, at: 43)
        producerEpoch = Self.number(bytes, at: 51)
        baseSequence = Self.number(bytes, at: 53)
        recordCount = Self.number(bytes, at: 57)
    }

    /// The version of the format that bytes say they have.
    static func version(of bytes: ArraySlice<UInt8>) -> Int8 { number(bytes, at: 16) }

    /// Writes the header over the first bytes of a batch, all but the checksum, which `seal` computes.
    func write(to bytes: inout [UInt8], at start: Int) {
        bytes.put(bigEndian: baseOffset, at: start)
        bytes.put(bigEndian: Int32(byteCount - Self.uncountedLength), at: start + 8)
        bytes.put(bigEndian: epoch, at: start + 12)
        bytes.put(bigEndian: 2 as Int8, at: start + 16)
        bytes.put(bigEndian: attributes, at: start + 21)
        bytes.put(bigEndian: lastOffsetDelta, at: start + 23)
        bytes.put(bigEndian: baseTimestamp, at: start + 27)
        bytes.put(bigEndian: maximumTimestamp, at: start + 35)
        bytes.put(bigEndian: producerID, at: start + 43)
        bytes.put(bigEndian: producerEpoch, at: start + 51)
        bytes.put(bigEndian: baseSequence, at: start + 53)
        bytes.put(bigEndian: recordCount, at: start + 57)
    }

    /// Computes the checksum of a batch that lies in bytes from a start on, and writes it into its header.
    @discardableResult
    static func seal(_ bytes: inout [UInt8], from start: Int, byteCount: Int) -> UInt32 {
        let checksum = CRC32C.checksum(bytes[start + checkedPosition..<start + byteCount])
        bytes.put(bigEndian: checksum, at: start + 17)
        return checksum
    }

    /// Gives a batch its place: what lies outside of the checksum.
    static func place(_ bytes: inout [UInt8], at start: Int, baseOffset: Int64, epoch: Int32) {
        bytes.put(bigEndian: baseOffset, at: start)
        bytes.put(bigEndian: epoch, at: start + 12)
    }

    /// The checksum that bytes of a batch should have.
    static func checksum(of bytes: ArraySlice<UInt8>) -> UInt32 {
        CRC32C.checksum(bytes[(bytes.startIndex + checkedPosition)...])
    }

    private static func number<Number: FixedWidthInteger>(_ bytes: ArraySlice<UInt8>, at position: Int) -> Number {
        let start = bytes.startIndex + position
        return Number(bigEndianBytes: bytes[start..<start + Number.bitWidth / 8])
    }
}
