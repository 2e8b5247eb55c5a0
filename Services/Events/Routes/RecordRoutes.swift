import EventLog
import EventsAPI
import HTTPTypes
import Hummingbird
import MeshCore
import MeshRuntime
import NIOCore

/// Reading records over HTTP: pages, which may be waited for, and event streams.
struct RecordRoutes: Sendable {
    let log: SharedLog
    let drain: DrainMark
    let seats: StreamSeats

    private static let streamType = "text/event-stream"
    /// What stops one page of batches, in bytes: some ten thousand records, which a reader takes in some hundredths of a second.
    private static let batchBytes = 2 << 20
    private static let lastEventID = "Last-Event-ID"
    private static let parameters: [Parameter] = [
        TopicRoutes.topic, PublishRoutes.partition,
        .query("offset", .integer(0...9_007_199_254_740_991), "The first offset wanted."),
        .query("time", .timestamp, "Begin at the first record that is not older."),
        .query(
            "from", .choice(["earliest", "latest"]), default: "earliest",
            "Where to begin when neither offset nor time is given."),
        .query(
            "limit", .integer(1...EventsFields.longestPage), default: "100",
            "The most records of a page; batches are given whole."),
        .query(
            "wait", .integer(0...EventsFields.longestWait), default: "0",
            "How many milliseconds to wait for a record when there is none."),
        .header(
            lastEventID, .integer(0...9_007_199_254_740_991), "Of a stream: go on after the record of this offset."),
    ]

    func add(to api: inout API) {
        addReading(to: &api)
        addListening(to: &api)
    }

    private static let path = "/v1/topics/{topic}/partitions/{partition}/records"

    private func addReading(to api: inout API) {
        api.on(
            .get, Self.path,
            Operation(
                id: "readRecords",
                summary: "Records of a partition: a page, with Accept an event stream, with Upgrade a WebSocket",
                tag: TopicRoutes.tag, access: EventsAccess.topics, parameters: Self.parameters,
                responses: [
                    .ok(RecordPage.self, "A page."),
                    .content(
                        Self.streamType,
                        "Events record and damage, whose ids are offsets; it ends now and then, to be asked for again."),
                    .content(RecordBatches.mediaType, "Whole batches as the log keeps them."),
                ], problems: [416])
        ) { input, context in
            let source = RecordSource(log: log.bounded(by: context.deadline), drain: drain)
            let partition = try input.place()
            let accepted = input.head.headerFields[.accept] ?? ""
            if accepted.contains(RecordBatches.mediaType) { return try await batches(input, source, partition) }
            guard accepted.contains(Self.streamType) else {
                return try await page(input, source, partition)
            }
            let seat = try seats.take()
            let offset = try await start(input, source, partition)
            return try await stream(RecordStream(source, partition, from: offset, seat: seat))
        }
    }

    private func addListening(to api: inout API) {
        api.onWebSocket(
            Self.path, id: "listenToRecords", summary: "Records of a partition over a WebSocket", tag: TopicRoutes.tag,
            access: EventsAccess.topics, parameters: Self.parameters
        ) { input, context in
            let source = RecordSource(log: log.bounded(by: context.deadline), drain: drain)
            let partition = try input.place()
            let seat = try seats.take()
            let offset = try await start(input, source, partition)
            _ = try await source.page(of: partition, from: offset, limit: 1, wait: .zero)
            return SocketTalk(stream: RecordStream(source, partition, from: offset, seat: seat)).run
        }
    }

    private func page(
        _ input: OperationInput<NoContent>, _ source: RecordSource, _ partition: TopicPartition
    ) async throws -> HTTPReply {
        let offset = try await source.start(try Self.start(input), of: partition)
        let page = try await source.page(
            of: partition, from: offset, limit: input.integer("limit") ?? 100,
            wait: .milliseconds(input.integer("wait") ?? 0))
        return .encodedJSON(ByteBuffer(bytes: RecordText.page(page)))
    }

    private func batches(
        _ input: OperationInput<NoContent>, _ source: RecordSource, _ partition: TopicPartition
    ) async throws -> HTTPReply {
        let offset = try await source.start(try Self.start(input), of: partition)
        let slice = try await source.slice(
            of: partition, from: offset, bytes: Self.batchBytes, wait: .milliseconds(input.integer("wait") ?? 0))
        var bytes = ByteBuffer()
        bytes.reserveCapacity(slice.batches.reduce(24) { $0 + $1.bytes.count })
        RecordBatches.begin(
            nextOffset: slice.nextOffset, earliestOffset: slice.earliestOffset, highWatermark: slice.highWatermark,
            in: &bytes)
        for batch in slice.batches { bytes.writeBytes(batch.bytes) }
        return HTTPReply(
            status: .ok, headers: [.contentType: RecordBatches.mediaType], body: .init(byteBuffer: bytes))
    }

    /// Where a stream begins: after the last event that its reader has had, if it says so.
    private func start<Body>(
        _ input: OperationInput<Body>, _ source: RecordSource, _ partition: TopicPartition
    ) async throws -> Int64 {
        if let last = input.integer(Self.lastEventID) { return Int64(last) + 1 }
        return try await source.start(try Self.start(input), of: partition)
    }

    /// The first part is read before the answer begins, so that what is wrong is told by its status.
    private func stream(_ stream: RecordStream) async throws -> HTTPReply {
        let offset = stream.offset
        _ = try await stream.source.page(of: stream.partition, from: offset, limit: 1, wait: .zero)
        return .stream(mediaType: Self.streamType, headers: [.cacheControl: "no-store"]) { writer in
            var stream = stream
            try await writer.write(ByteBuffer(bytes: ServerSentEvent.keepAlive))
            while let page = try await stream.next(within: RecordStream.silence) {
                try await writer.write(ByteBuffer(bytes: ServerSentEvent.part(of: page)))
            }
            try await writer.finish(nil)
        }
    }

    private static func start<Body>(_ input: OperationInput<Body>) throws(EventsError) -> ReadStart {
        let offset = input.integer("offset")
        let time = input.timestamp("time")
        switch (offset, time) {
        case (let offset?, nil): return .offset(Int64(offset))
        case (nil, let time?): return .time(time)
        case (nil, nil): return input.string("from") == "latest" ? .latest : .earliest
        case (_?, _?):
            throw .invalid([
                FieldError(field: "time", code: "conflict", message: "Give offset or time, not both.")
            ])
        }
    }
}
