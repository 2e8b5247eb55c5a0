import HTTPTypes
package import MeshCore
package import MeshTransport
import NIOCore

/// Events as other services call them.
package struct EventsClient: Sendable {
    /// A page of a thousand records, and more than one of the largest.
    private static let answerLimit = 96 << 20

    let client: ServiceClient

    /// - Parameter client: Calls the service `events`.
    package init(_ client: ServiceClient) { self.client = client }

    /// Makes a topic, unless there is one of that name already, whose rules then stay what they are.
    ///
    /// - Throws: `ServiceRefusal`; `ExchangeFailure`.
    package func createTopic(_ request: CreateTopic, deadline: Deadline? = nil) async throws {
        // A topic is made once for its name; the key tells the transport that it may send the request again.
        let answer = try await client.call(
            .post, "/v1/topics", json: request, headers: Self.keyed("topic-\(request.name)"), accepting: [.conflict],
            deadline: deadline)
        guard answer.status == .conflict else { return }
        let problem = try answer.decode(Problem.self)
        guard problem.code == "topic_exists" else {
            throw ServiceRefusal(service: client.service, status: problem.status, problem: problem)
        }
    }

    /// A topic; nil when there is none of that name.
    ///
    /// - Throws: `ServiceRefusal`; `ExchangeFailure`.
    package func topic(_ name: String, deadline: Deadline? = nil) async throws -> EventTopic? {
        let answer = try await client.call(
            .get, "/v1/topics/\(PercentEncoding.encode(name))", accepting: [.notFound], deadline: deadline)
        return answer.status == .notFound ? nil : try answer.decode()
    }

    /// Appends records. When this returns, those that were accepted are on disk.
    ///
    /// - Parameters:
    ///   - records: Those without a source and an id of their own get them from the key.
    ///   - topic: Where; a record's partition follows from its key.
    ///   - key: Names the request, so that a repetition appends nothing twice: made once, and kept with the records.
    /// - Returns: What became of each.
    /// - Throws: `ServiceRefusal` when none was taken; `ExchangeFailure`.
    package func publish(
        _ records: [PublishedRecord], to topic: String, key: String, deadline: Deadline? = nil
    ) async throws -> [RecordReceipt] {
        let answer = try await client.call(
            .post, "/v1/topics/\(PercentEncoding.encode(topic))/records", json: PublishRecords(records: records),
            headers: Self.keyed(key), limit: Self.answerLimit, deadline: deadline)
        return try answer.decode(RecordReceipts.self).items
    }

    /// Reads records of a partition from an offset on.
    ///
    /// A reader that keeps `nextOffset` in the transaction of what it does with the records does it exactly once.
    ///
    /// - Parameters:
    ///   - offset: The first wanted; 0 begins at the oldest that there is, also when it is not the first any more.
    ///   - limit: From 1 to 1000.
    ///   - wait: How long the service waits for a record when there is none, up to 30 s.
    /// - Throws: `ServiceRefusal`, with the status 416 when there is no such offset; `ExchangeFailure`.
    package func records(
        of topic: String, partition: Int, from offset: Int64, limit: Int = 500, wait: Duration = .zero,
        deadline: Deadline? = nil
    ) async throws -> RecordPage {
        let path = Self.path(of: topic, partition, from: offset, limit: limit, wait: wait)
        let latest = deadline ?? Deadline(after: wait + .seconds(10), from: .now())
        return try await client.call(.get, path, limit: Self.answerLimit, deadline: latest).decode()
    }

    /// Reads a partition's records from an offset on as the log keeps them: what
    /// ``records(of:partition:from:limit:wait:deadline:)`` does, for readers of many.
    ///
    /// - Throws: As it does.
    package func batches(
        of topic: String, partition: Int, from offset: Int64, wait: Duration = .zero, deadline: Deadline? = nil
    ) async throws -> RecordBatches {
        let answer = try await client.call(
            .get, Self.path(of: topic, partition, from: offset, limit: 1000, wait: wait),
            headers: [.accept: RecordBatches.mediaType], limit: Self.answerLimit,
            deadline: deadline ?? Deadline(after: wait + .seconds(10), from: .now()))
        guard let batches = RecordBatches(ByteBuffer(bytes: answer.bytes)) else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: [], debugDescription: "these are no batches of records"))
        }
        return batches
    }

    private static func path(
        of topic: String, _ partition: Int, from offset: Int64, limit: Int, wait: Duration
    ) -> String {
        let start = offset == 0 ? "from=earliest" : "offset=\(offset)"
        return "/v1/topics/\(PercentEncoding.encode(topic))/partitions/\(partition)/records"
            + "?\(start)&limit=\(limit)&wait=\(wait.wholeMilliseconds)"
    }

    private static func keyed(_ key: String) -> HTTPFields {
        guard let name = HTTPField.Name("Idempotency-Key") else {
            preconditionFailure("Idempotency-Key is no name of a header field")
        }
        return [name: key]
    }
}
