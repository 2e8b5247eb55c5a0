import EventLog
import HTTPTypes
import MeshCore
import MeshTransport
import NIOCore

/// The log as one other instance serves it: each call is carried out there, or refused with the error that it gave there.
///
/// All functions throw `EventLogError`, `ExchangeFailure` and `CancellationError`.
struct PeerLog: Sendable {
    let client: ServiceClient

    /// The largest slice: what is asked for, and one batch that is larger.
    private static let sliceLimit = 192 << 20

    /// Appends records; see `EventLog`.
    func append(
        _ records: [LogRecord], to partition: TopicPartition, duplicates: DuplicateRule, now: Timestamp,
        deadline: Deadline
    ) async throws -> [AppendOutcome] {
        let rule = duplicates == .leaveOut ? "leaveOut" : "keep"
        var request = HTTPRequest(
            method: .post, scheme: nil, authority: nil,
            path: "\(Self.path(partition))/records?duplicates=\(rule)")
        request.headerFields[.contentType] = "application/octet-stream"
        let batch = RecordBatch(records, now: now)
        let response = try await client.send(request, body: ByteBuffer(bytes: batch.bytes), deadline: deadline)
        let body = try await response.collect(upTo: Self.sliceLimit)
        guard response.status == .ok else { throw Self.error(response.status, body, partition) }
        guard let outcomes = PeerOutcomes.decode(body), outcomes.count == records.count else {
            throw Self.misunderstood
        }
        return outcomes
    }

    /// Reads whole batches; see `EventLog`.
    func read(
        _ partition: TopicPartition, from offset: Int64, maximumBytes: Int, wait: Duration, deadline: Deadline
    ) async throws -> LogSlice {
        let path =
            "\(Self.path(partition))/slice?offset=\(offset)&bytes=\(maximumBytes)&wait=\(wait.wholeMilliseconds)"
        let request = HTTPRequest(method: .get, scheme: nil, authority: nil, path: path)
        let response = try await client.send(request, deadline: deadline)
        let body = try await response.collect(upTo: Self.sliceLimit)
        guard response.status == .ok else {
            if response.status == .rangeNotSatisfiable {
                let range = try await offsets(of: partition, deadline: deadline)
                throw EventLogError.offsetOutOfRange(partition, offset: offset, range: range)
            }
            throw Self.error(response.status, body, partition)
        }
        guard let slice = PeerSlice.decode(body) else { throw Self.misunderstood }
        return slice
    }

    /// Waits until one of the partitions has a record; see `EventLog`.
    func waitForRecords(at positions: [TopicPartition: Int64], for time: Duration, deadline: Deadline) async throws {
        let wait = PeerWait(
            positions: positions.map { PeerPosition(topic: $0.topic.description, partition: $0.partition, offset: $1) },
            milliseconds: time.wholeMilliseconds)
        do {
            _ = try await client.call(.post, "/v1/log/waits", json: wait, deadline: deadline)
        } catch let refusal as ServiceRefusal {
            throw EventLogError.server(detail: "an instance refused to wait with \(refusal.status)")
        }
    }

    /// The offsets that there are; see `EventLog`.
    func offsets(of partition: TopicPartition, deadline: Deadline) async throws -> Range<Int64> {
        let found: PeerOffsets = try await get("\(Self.path(partition))/offsets", partition, deadline)
        guard found.earliest <= found.next else { throw Self.misunderstood }
        return found.earliest..<found.next
    }

    /// The first record since a time; see `EventLog`.
    func position(of partition: TopicPartition, at time: Timestamp, deadline: Deadline) async throws -> LogPosition? {
        let found: PeerFound = try await get(
            "\(Self.path(partition))/position?time=\(PercentEncoding.encode(time.description))", partition, deadline)
        guard let offset = found.offset, let timestamp = found.timestamp else { return nil }
        return LogPosition(offset: offset, timestamp: Timestamp(milliseconds: timestamp))
    }

    private func get<Message: Decodable>(
        _ path: String, _ partition: TopicPartition, _ deadline: Deadline
    ) async throws -> Message {
        let request = HTTPRequest(method: .get, scheme: nil, authority: nil, path: path)
        let response = try await client.send(request, deadline: deadline)
        return try Self.decode(Message.self, response.status, try await response.collect(upTo: 1 << 20), partition)
    }

    private static func path(_ partition: TopicPartition) -> String {
        "/v1/log/\(partition.topic)/\(partition.partition)"
    }
}
