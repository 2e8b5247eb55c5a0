import EventLog
import MeshCore

/// The log under test, and short words for what the rules do with it.
struct ConformanceBench: Sendable {
    let log: any EventLog

    /// Makes a topic that no other rule uses.
    func topic(partitions: Int = 1, _ settings: TopicSettings = TopicSettings()) async throws -> Topic {
        let name = try require(TopicName("t-\(UInt64.random(in: .min ... .max))"), "a random name is a name")
        return try await log.createTopic(name, partitionCount: partitions, settings: settings)
    }

    /// Makes a topic and gives its only partition.
    func partition(_ settings: TopicSettings = TopicSettings()) async throws -> TopicPartition {
        try await topic(settings).partition(0)
    }

    func group() throws -> GroupName {
        try require(GroupName("g-\(UInt64.random(in: .min ... .max))"), "a random name is a name")
    }

    /// Appends values in one call.
    @discardableResult
    func append(_ values: [String], to partition: TopicPartition) async throws -> [AppendOutcome] {
        try await log.append(values.map { LogRecord(value: bytes($0)) }, to: partition, duplicates: .keep)
    }

    /// All records from an offset to the end.
    func records(_ partition: TopicPartition, from offset: Int64 = 0) async throws -> [StoredRecord] {
        var (records, offset) = ([StoredRecord](), offset)
        while true {
            let slice = try await log.read(partition, from: offset, maximumBytes: 64 << 10, waitingUntil: nil)
            for batch in slice.batches { records += try batch.records().filter { $0.offset >= offset } }
            guard slice.nextOffset > offset else { return records }
            offset = slice.nextOffset
        }
    }

    func values(_ partition: TopicPartition, from offset: Int64 = 0) async throws -> [String] {
        try await records(partition, from: offset).map { String(decoding: $0.value ?? [], as: UTF8.self) }
    }

    func bytes(_ text: String) -> ArraySlice<UInt8> { ArraySlice(text.utf8) }

    func require<Value>(_ value: Value?, _ what: String) throws -> Value {
        guard let value else { throw ConformanceFailure(description: what) }
        return value
    }

    func expect<Value: Equatable>(_ found: Value, _ wanted: Value, _ what: String) throws {
        guard found == wanted else {
            throw ConformanceFailure(description: "\(what): found \(found), not \(wanted)")
        }
    }

    /// Expects a call to fail in a certain way.
    func expectError(
        _ what: String, from call: () async throws -> Void, where condition: (EventLogError) -> Bool
    ) async throws {
        do {
            try await call()
        } catch let error as EventLogError {
            guard condition(error) else { throw ConformanceFailure(description: "\(what): failed with \(error)") }
            return
        }
        throw ConformanceFailure(description: "\(what): did not fail")
    }
}
