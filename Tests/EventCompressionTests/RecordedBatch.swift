import EventLog
import Foundation
import MeshCore

/// A record batch that another encoder made (PyPI kafka-python 3.0.12 with lz4, python-snappy and zstandard), and its records.
struct RecordedBatch: Sendable, CustomStringConvertible {
    let compression: String
    let bytes: [UInt8]
    /// Of each record its offset, timestamp, key, value and headers; bytes in hexadecimal.
    let records: JSONValue

    var description: String { "\(compression), \(records.arrayValue?.count ?? 0) records" }

    /// All of them, from `Fixtures/Batches.tsv`: compression, batch, records.
    static func load() throws -> [RecordedBatch] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/Batches.tsv")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
            let columns = line.split(separator: "\t")
            guard columns.count == 3 else { throw CocoaError(.fileReadCorruptFile) }
            return RecordedBatch(
                compression: String(columns[0]), bytes: Self.bytes(hex: columns[1]),
                records: try JSONValue(parsing: columns[2].utf8))
        }
    }

    /// Records in the same form.
    static func show(_ records: [StoredRecord]) -> JSONValue {
        .array(
            records.map { record in
                .array([
                    .int(record.offset), .int(record.timestamp.milliseconds), hex(record.key), hex(record.value),
                    .array(record.headers.map { .array([.string($0.name), hex($0.value)]) }),
                ])
            })
    }

    private static func hex(_ bytes: ArraySlice<UInt8>?) -> JSONValue {
        guard let bytes else { return .null }
        return .string(bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
    }

    private static func bytes(hex: Substring) -> [UInt8] {
        let digits = hex.utf8.map { UInt8(Character(UnicodeScalar($0)).hexDigitValue ?? 0) }
        return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
