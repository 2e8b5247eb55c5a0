import EventLog
import EventsAPI
import HTTPTypes
import MeshCore
import MeshRuntime
import NIOCore

/// Appending records over HTTP: as our own documents, and as CloudEvents in all three content modes.
struct PublishRoutes: Sendable {
    let log: SharedLog
    let publisher: RecordPublisher
    let gate: SchemaGate

    /// Ten thousand records of 800 bytes; one record of the largest batch that is usual.
    private static let bodyLimit = 8 << 20
    static let partition = Parameter.path(
        "partition", .integer(0...(EventsFields.mostPartitions - 1)), "The partition, counted from 0")
    private static let key = Parameter.header(
        "Idempotency-Key", .string(1...200),
        "Names the request, so that its records are appended once; those that are events are so by themselves.")
    private static let request = RequestContent<ByteBuffer>.bytes(
        ofAnyType: PublishFormat.mediaTypes, schemas: ["application/json": PublishRecords.schema], limit: bodyLimit)
    private static let answer = ResponseDeclaration.ok(
        RecordReceipts.self, "What became of each record; at least one is on disk.")

    func add(to api: inout API) {
        api.on(
            .post, "/v1/topics/{topic}/records",
            Operation(
                id: "publishRecords", summary: "Append records, or events of CloudEvents, by their keys",
                tag: TopicRoutes.tag, access: EventsAccess.topics, parameters: [TopicRoutes.topic, Self.key],
                request: Self.request, responses: [Self.answer], problems: [507])
        ) { input, context in try await publish(input, context, partition: nil) }
        api.on(
            .post, "/v1/topics/{topic}/partitions/{partition}/records",
            Operation(
                id: "publishToPartition", summary: "Append records, or events of CloudEvents, to one partition",
                tag: TopicRoutes.tag, access: EventsAccess.topics,
                parameters: [TopicRoutes.topic, Self.partition, Self.key], request: Self.request,
                responses: [Self.answer], problems: [507])
        ) { input, context in try await publish(input, context, partition: input.integer("partition")) }
    }

    private func publish(
        _ input: OperationInput<ByteBuffer>, _ context: MeshRequestContext, partition: Int?
    ) async throws -> HTTPReply {
        let topic = try await log.topic(try input.topic())
        if let partition, !topic.partitions.indices.contains(partition) {
            throw EventLogError.unknownPartition(TopicPartition(topic.name, partition))
        }
        var drafts = try Self.drafts(in: input)
        if let key = input.string("Idempotency-Key") {
            drafts = drafts.enumerated().map { index, draft in draft.named(by: key, at: index) }
        }
        if try !gate.isEmpty { drafts = try drafts.map { try gate.checked($0) } }
        guard !drafts.isEmpty else { return .encodedJSON(try ReceiptText.bytes([])) }
        let receipts = try await publisher.publish(
            drafts, to: topic, partition: partition, through: log.bounded(by: context.deadline))
        return .encodedJSON(try ReceiptText.bytes(receipts))
    }

    /// - Throws: ``EventsError`` when the body as a whole cannot be read.
    private static func drafts(in input: OperationInput<ByteBuffer>) throws -> [RecordDraft] {
        let head = input.head.headerFields
        let (contentType, hasAttributes) = told(in: head)
        let format = PublishFormat(contentType: contentType, hasAttributes: hasAttributes)
        do {
            switch format {
            case .records: return try RecordReading.drafts(in: try document(input.body))
            case .structured: return [CloudEvent.draft(of: try document(input.body))]
            case .batch:
                return try CloudEvent.drafts(inBatch: try document(input.body), limit: EventsFields.mostRecords)
            case .binary:
                let body = ArraySlice(input.body.readableBytesView)
                // Names of fields are in lower case in HTTP/2, and so are those that our HTTP/1.1 hands on.
                let fields = head.map { (name: $0.name.canonicalName, value: $0.value) }
                return [CloudEvent.draft(fields: fields, contentType: contentType, body: body)]
            case nil: throw EventsError.unknownFormat
            }
        } catch let rejection as RecordRejection {
            throw EventsError.invalid(rejection.errors)
        }
    }

    /// The media type, and whether a field is an attribute of an event, in one walk: a look-up by name costs more than all of it.
    private static func told(in fields: HTTPFields) -> (contentType: String?, hasAttributes: Bool) {
        var contentType: String?
        var hasAttributes = false
        for field in fields {
            let name = field.name.canonicalName
            if name.utf8.count == 12, name == "content-type" {
                contentType = contentType.map { "\($0), \(field.value)" } ?? field.value
            } else if name.hasPrefix(CloudEvent.fieldPrefix) {
                hasAttributes = true
            }
        }
        return (contentType, hasAttributes)
    }

    private static func document(_ body: ByteBuffer) throws(EventsError) -> JSONValue {
        do {
            return try JSONValue(parsing: body.readableBytesView)
        } catch {
            throw .invalid([
                FieldError(field: "", code: "malformed_json", message: "The body is no JSON: \(error).")
            ])
        }
    }
}
