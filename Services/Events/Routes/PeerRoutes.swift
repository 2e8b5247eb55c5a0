import EventLog
import HTTPTypes
import Hummingbird
import MeshCore
import MeshRuntime
import NIOCore

/// What instances do for each other: each operation is carried out by this instance alone, or refused with the name of who
/// may, and never passed on.
struct PeerRoutes: Sendable {
    let log: any EventLog

    private static let tag = "neighbours"
    private static let place = [TopicRoutes.topic, PublishRoutes.partition]
    /// What a request of the outside brings, and what lies around the records in a batch.
    private static let bodyLimit = 16 << 20
    private static let bytes = "application/octet-stream"

    func add(to api: inout API) {
        addAppending(to: &api)
        addReading(to: &api)
        addLooking(to: &api)
        addWaiting(to: &api)
    }

    private func addAppending(to api: inout API) {
        api.on(
            .post, "/v1/log/{topic}/{partition}/records",
            Operation(
                id: "appendForNeighbour", summary: "Append the records of a batch", tag: Self.tag,
                access: EventsAccess.neighbours,
                parameters: Self.place + [
                    .requiredQuery(
                        "duplicates", .choice(["leaveOut", "keep"]), "What becomes of events that come again.")
                ], request: .bytes(Self.bytes, limit: Self.bodyLimit),
                responses: [.content(Self.bytes, "Each.")])
        ) { [log] input, _ in
            let records = try Self.records(in: input.body)
            let rule: DuplicateRule = input.string("duplicates") == "keep" ? .keep : .leaveOut
            let outcomes = try await log.append(records, to: try input.place(), duplicates: rule)
            return HTTPReply(
                status: .ok, headers: [.contentType: Self.bytes],
                body: .init(byteBuffer: PeerOutcomes.encode(outcomes)))
        }
    }

    private static func records(in body: ByteBuffer) throws(EventLogError) -> [LogRecord] {
        do {
            return try RecordBatch(ArraySlice(body.readableBytesView)).records().map { record in
                LogRecord(
                    key: record.key, value: record.value, headers: record.headers, timestamp: record.timestamp)
            }
        } catch {
            throw .invalidBatch(error)
        }
    }

    private func addReading(to api: inout API) {
        api.on(
            .get, "/v1/log/{topic}/{partition}/slice",
            Operation(
                id: "readForNeighbour", summary: "Batches as they are stored", tag: Self.tag,
                access: EventsAccess.neighbours,
                parameters: Self.place + [
                    .requiredQuery("offset", .integer(0...Int.max), "The first wanted."),
                    .requiredQuery("bytes", .integer(1...(64 << 20)), "When to stop."),
                    .requiredQuery("wait", .integer(0...86_400_000), "Milliseconds to wait for the first record."),
                ], responses: [.content(Self.bytes, "The batches.")], problems: [416])
        ) { [log] input, _ in
            let wait = input.integer("wait") ?? 0
            let slice = try await log.read(
                try input.place(), from: Int64(input.integer("offset") ?? 0),
                maximumBytes: input.integer("bytes") ?? 1,
                waitingUntil: wait == 0 ? nil : MonotonicInstant.now().advanced(by: .milliseconds(wait)))
            return HTTPReply(
                status: .ok, headers: [.contentType: Self.bytes],
                body: .init(byteBuffer: PeerSlice.encode(slice)))
        }
    }

    private func addLooking(to api: inout API) {
        api.on(
            .get, "/v1/log/{topic}/{partition}/offsets",
            Operation(
                id: "lookForNeighbour", summary: "The offsets that there are", tag: Self.tag,
                access: EventsAccess.neighbours, parameters: Self.place,
                responses: [.content("application/json", "The offsets.")])
        ) { [log] input, _ in
            let range = try await log.offsets(of: try input.place())
            return try .json(PeerOffsets(earliest: range.lowerBound, next: range.upperBound))
        }
        api.on(
            .get, "/v1/log/{topic}/{partition}/position",
            Operation(
                id: "findForNeighbour", summary: "The first record since a time", tag: Self.tag,
                access: EventsAccess.neighbours,
                parameters: Self.place + [.requiredQuery("time", .timestamp, "The time.")],
                responses: [.content("application/json", "Where it is.")])
        ) { [log] input, _ in
            guard let time = input.timestamp("time") else { preconditionFailure("time is required") }
            let found = try await log.position(of: try input.place(), at: time)
            return try .json(PeerFound(offset: found?.offset, timestamp: found?.timestamp.milliseconds))
        }
    }

    private func addWaiting(to api: inout API) {
        api.on(
            .post, "/v1/log/waits",
            Operation(
                id: "waitForNeighbour", summary: "Wait until one of several partitions has a record", tag: Self.tag,
                access: EventsAccess.neighbours, request: .json(PeerWait.self, limit: 1 << 20),
                responses: [.noContent("One has, or the time is over.")])
        ) { [log] input, _ in
            var positions: [TopicPartition: Int64] = [:]
            for position in input.body.positions {
                guard let name = TopicName(position.topic) else { throw EventsError.invalidTopicName(position.topic) }
                positions[TopicPartition(name, position.partition)] = position.offset
            }
            let end = MonotonicInstant.now().advanced(by: .milliseconds(input.body.milliseconds))
            try await log.waitForRecords(at: positions, until: end)
            return .empty()
        }
    }
}
