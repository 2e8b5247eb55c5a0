import MeshCore

@testable import EventLog

/// Short words for the tests.
enum Sample {
    static func partition(_ topic: String = "topic", _ number: Int = 0) -> TopicPartition {
        guard let name = TopicName(topic) else { preconditionFailure("\(topic) is no name") }
        return TopicPartition(name, number)
    }

    static func record(_ value: String, key: String? = nil, at time: Int64? = nil) -> LogRecord {
        LogRecord(
            key: key.map { ArraySlice($0.utf8) }, value: ArraySlice(value.utf8),
            timestamp: time.map { Timestamp(milliseconds: $0) })
    }

    /// A batch with a place.
    static func batch(_ values: [String], at offset: Int64 = 0, epoch: Int32 = 1) -> RecordBatch {
        RecordBatch(values.map { record($0) }, now: Timestamp(milliseconds: 1000)).placed(at: offset, epoch: epoch)
    }

    static func text(_ record: StoredRecord) -> String { String(decoding: record.value ?? [], as: UTF8.self) }
}

extension SegmentLog {
    /// Appends values to a partition, and gives their offsets.
    @discardableResult
    func append(_ values: [String], to partition: TopicPartition) async throws -> [Int64] {
        try await append(values.map { Sample.record($0) }, to: partition, duplicates: .keep).compactMap(\.offset)
    }

    /// All that is served of a partition, and the damage between.
    func everything(_ partition: TopicPartition) async throws -> (records: [StoredRecord], damage: [DamagedRange]) {
        var (records, damage) = ([StoredRecord](), [DamagedRange]())
        var offset = try await offsets(of: partition).lowerBound
        while true {
            let slice = try await read(partition, from: offset, maximumBytes: 1 << 20, waitingUntil: nil)
            for batch in slice.batches { records += try batch.records().filter { $0.offset >= offset } }
            damage += slice.damage
            guard slice.nextOffset > offset else { return (records, damage) }
            offset = slice.nextOffset
        }
    }

    /// The values with their offsets.
    func values(_ partition: TopicPartition) async throws -> [String] {
        try await everything(partition).records.map { Sample.text($0) }
    }
}
