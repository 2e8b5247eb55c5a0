import MeshCore

extension RecordBatch {
    /// The most bytes that the records of a compressed batch may take; more is taken for an attack.
    static let expandedLimit = 256 << 20

    /// The records of the batch.
    ///
    /// - Parameter decompressor: For a compressed batch.
    /// - Throws: ``BatchDefect/compression`` when it is compressed and cannot be expanded; ``BatchDefect/record`` and
    ///   ``BatchDefect/count`` when the records are not what the header says.
    package func records(expandedBy decompressor: (any BatchDecompressor)? = nil) throws(BatchDefect) -> [StoredRecord]
    {
        var reader = ByteReader(try recordBytes(expandedBy: decompressor)[...])
        var records: [StoredRecord] = []
        // A record has seven bytes at least; a count that promises more is not believed.
        records.reserveCapacity(min(Int(header.recordCount), reader.remaining / 7))
        var lastDelta: Int64 = -1
        for _ in 0..<header.recordCount {
            guard let record = record(from: &reader) else { throw .record }
            // Wraps as the offset did that was made of it: a base offset may be whatever a client has sent.
            let delta = record.offset &- header.baseOffset
            guard delta > lastDelta, delta <= Int64(header.lastOffsetDelta) else { throw .count }
            lastDelta = delta
            records.append(record)
        }
        guard reader.remaining == 0 else { throw .count }
        return records
    }

    /// The records as they were before they were compressed.
    func recordBytes(expandedBy decompressor: (any BatchDecompressor)?) throws(BatchDefect) -> [UInt8] {
        let stored = bytes.dropFirst(RecordBatchHeader.length)
        guard let compression = header.compression else { throw .compression }
        if compression == .none { return Array(stored) }
        guard let expanded = decompressor?.decompress(stored, compression, limit: Self.expandedLimit) else {
            throw .compression
        }
        return expanded
    }

    private func record(from reader: inout ByteReader) -> StoredRecord? {
        guard let length = reader.length(), let whole = reader.run(length) else { return nil }
        var body = ByteReader(whole)
        guard body.byte() != nil, let timestampDelta = body.varint(), let offsetDelta = body.length(),
            let key = Self.run(&body), let value = Self.run(&body), let headers = Self.headers(&body),
            body.remaining == 0
        else { return nil }
        let milliseconds = header.hasAppendTime ? header.maximumTimestamp : header.baseTimestamp &+ timestampDelta
        return StoredRecord(
            offset: header.baseOffset &+ Int64(offsetDelta), timestamp: Timestamp(milliseconds: milliseconds), key: key,
            value: value, headers: headers)
    }

    /// Bytes that may be absent; the outer nil stands for a defect.
    private static func run(_ reader: inout ByteReader) -> ArraySlice<UInt8>?? {
        guard let length = reader.length() else { return nil }
        if length == -1 { return .some(nil) }
        return reader.run(length).map(Optional.some)
    }

    private static func headers(_ reader: inout ByteReader) -> [RecordHeader]? {
        guard let count = reader.length(), count >= 0, count <= reader.remaining else { return nil }
        var headers: [RecordHeader] = []
        headers.reserveCapacity(count)
        for _ in 0..<count {
            guard let length = reader.length(), let name = reader.run(length), let value = run(&reader) else {
                return nil
            }
            headers.append(RecordHeader(String(decoding: name, as: UTF8.self), value))
        }
        return headers
    }
}
