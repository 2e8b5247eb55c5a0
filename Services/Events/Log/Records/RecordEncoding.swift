/// The bytes of a record within a batch (Kafka's `Record`, KIP-98): its length, then attributes, deltas, key, value, headers.
package enum RecordEncoding {
    /// Writes a record.
    static func append(
        key: ArraySlice<UInt8>?, value: ArraySlice<UInt8>?, headers: [RecordHeader], at place: RecordPlace,
        to bytes: inout [UInt8]
    ) {
        var length = 1 + Varint.length(of: place.timestampDelta) + Varint.length(of: Int64(place.offsetDelta))
        length += Self.length(of: key) + Self.length(of: value) + Varint.length(of: Int64(headers.count))
        for header in headers {
            let nameLength = header.name.utf8.count
            length += Varint.length(of: Int64(nameLength)) + nameLength + Self.length(of: header.value)
        }
        Varint.append(Int64(length), to: &bytes)
        bytes.append(0)
        Varint.append(place.timestampDelta, to: &bytes)
        Varint.append(Int64(place.offsetDelta), to: &bytes)
        append(key, to: &bytes)
        append(value, to: &bytes)
        Varint.append(Int64(headers.count), to: &bytes)
        for header in headers {
            Varint.append(Int64(header.name.utf8.count), to: &bytes)
            bytes.append(contentsOf: header.name.utf8)
            append(header.value, to: &bytes)
        }
    }

    /// The most bytes that a record takes in a batch.
    package static func bound(of record: LogRecord) -> Int {
        let numbers = 6 * Varint.maximumLength + 1
        let headers = record.headers.reduce(0) { sum, header in
            sum + header.name.utf8.count + (header.value?.count ?? 0) + 2 * Varint.maximumLength
        }
        return numbers + (record.key?.count ?? 0) + (record.value?.count ?? 0) + headers
    }

    private static func length(of run: ArraySlice<UInt8>?) -> Int {
        guard let run else { return 1 }
        return Varint.length(of: Int64(run.count)) + run.count
    }

    private static func append(_ run: ArraySlice<UInt8>?, to bytes: inout [UInt8]) {
        Varint.append(Int64(run?.count ?? -1), to: &bytes)
        if let run { bytes.append(contentsOf: run) }
    }
}
