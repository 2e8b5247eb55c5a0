extension RecordBatch {
    /// The values of a batch, and nothing else of its records.
    package struct Values: Sendable {
        /// What the ranges of ``items`` are of.
        package let bytes: [UInt8]
        /// In the order of their offsets.
        package let items: [Item]
    }

    /// Where the value of a record stands.
    package struct Item: Hashable, Sendable {
        package let offset: Int64
        /// nil for a record without a value.
        package let value: Range<Int>?
    }

    /// The batches that stand one behind another.
    ///
    /// - Throws: ``BatchDefect`` when one of them is not as it was written.
    package static func all(in bytes: [UInt8]) throws(BatchDefect) -> [RecordBatch] {
        var rest = bytes[...]
        var batches: [RecordBatch] = []
        while !rest.isEmpty {
            let batch = try RecordBatch(rest)
            batches.append(batch)
            rest = rest.dropFirst(batch.bytes.count)
        }
        return batches
    }

    /// The values of its records: what ``records(expandedBy:)`` gives of them, for readers of many.
    ///
    /// - Throws: As it does.
    package func values(expandedBy decompressor: (any BatchDecompressor)? = nil) throws(BatchDefect) -> Values {
        let bytes = try recordBytes(expandedBy: decompressor)
        var scanner = ValueScanner()
        var items: [Item] = []
        // A record has seven bytes at least; a count that promises more is not believed.
        items.reserveCapacity(min(Int(header.recordCount), bytes.count / 7))
        var last: Int64 = -1
        for _ in 0..<header.recordCount {
            guard let (delta, value) = scanner.record(in: bytes.span) else { throw .record }
            guard delta > last, delta <= Int64(header.lastOffsetDelta) else { throw .count }
            last = delta
            items.append(Item(offset: header.baseOffset &+ delta, value: value))
        }
        guard scanner.place == bytes.count else { throw .count }
        return Values(bytes: bytes, items: items)
    }
}

/// Goes through the records of a batch, past all but their values.
private struct ValueScanner {
    private(set) var place = 0

    /// The next record; nil when there is something else.
    mutating func record(in bytes: Span<UInt8>) -> (delta: Int64, value: Range<Int>?)? {
        guard let length = length(in: bytes), length >= 0, length <= bytes.count - place else { return nil }
        let end = place + length
        place += 1
        guard number(in: bytes) != nil, let delta = self.length(in: bytes), skip(in: bytes, to: end) != nil,
            let value = skip(in: bytes, to: end), let headers = self.length(in: bytes), headers >= 0
        else { return nil }
        for _ in 0..<headers {
            guard skip(in: bytes, to: end) != nil, skip(in: bytes, to: end) != nil else { return nil }
        }
        return place == end ? (Int64(delta), value) : nil
    }

    /// Goes past bytes that may be absent; the outer nil stands for a defect.
    private mutating func skip(in bytes: Span<UInt8>, to end: Int) -> Range<Int>?? {
        guard let length = length(in: bytes), length >= -1, place + max(length, 0) <= end else { return nil }
        guard length >= 0 else { return .some(nil) }
        defer { place += length }
        return place..<(place + length)
    }

    private mutating func length(in bytes: Span<UInt8>) -> Int? {
        number(in: bytes).flatMap { Int32(exactly: $0) }.map(Int.init)
    }

    /// A number of variable length; see ``Varint``.
    private mutating func number(in bytes: Span<UInt8>) -> Int64? {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while shift < 64, place < bytes.count {
            let next = bytes[place]
            place += 1
            number |= UInt64(next & 0x7F) << shift
            if next < 0x80 { return Int64(bitPattern: (number >> 1) ^ (0 &- (number & 1))) }
            shift += 7
        }
        return nil
    }
}
