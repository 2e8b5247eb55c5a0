import EventCollection
import EventLog
import EventsAPI
import HTTPTypes
import Logging
import MeshCore
import MeshTestKit
import MeshTransport
import NIOCore
import Synchronization

@testable import MeshRuntime

/// The contract of events as reporting reads it, with records, sites and rules in memory.
final class CollectedLog: Sendable {
    private struct State {
        var partitions: [[JSONValue]]
        var sites: [EventSite] = []
        var rules: [String: [JSONValue]] = [:]
        var pagesRead = 0
    }

    private let state: Mutex<State>
    private static let time = Timestamp(milliseconds: 1_795_222_923_004)

    init(partitions: Int = 2) {
        state = Mutex(State(partitions: Array(repeating: [], count: partitions)))
    }

    /// How many pages somebody has asked for.
    var pagesRead: Int { state.withLock { $0.pagesRead } }

    /// Appends events in their order, each in the partition of its visitor.
    func append(_ events: [CollectedEvent]) {
        state.withLock { state in
            for event in events {
                let sum = event.visitor.id.utf8.reduce(0) { $0 &* 31 &+ Int($1) }
                let partition = abs(sum % state.partitions.count)
                state.partitions[partition].append(event.json)
            }
        }
    }

    /// Appends something to a partition, whatever it is.
    func append(_ value: JSONValue, to partition: Int) {
        state.withLock { $0.partitions[partition].append(value) }
    }

    /// Describes a site; its rules' last version is live unless told otherwise.
    func set(
        _ id: String, zone: String = "UTC", domains: [String] = [], rules: [JSONValue] = [["version": 1]],
        live: Int64? = nil
    ) {
        var site = EventSite(
            id: id, timeZone: zone, liveRules: live ?? Int64(rules.count), createdAt: Self.time, updatedAt: Self.time)
        site.domains = domains
        state.withLock { state in
            state.sites.removeAll { $0.id == id }
            state.sites.append(site)
            state.rules[id] = rules
        }
    }

    /// Serves it for the time of a closure, which is given the port.
    func serve<Value: Sendable>(_ body: (Int) async throws -> Value) async throws -> Value {
        let logger = Logger(label: "test")
        let handler = RouterRequestHandler(
            pipeline: RequestPipeline(
                responder: api.responder(environment: RequestEnvironment()),
                metrics: RequestMetrics(registry: MetricsRegistry()), tracer: MeshTracer(sampling: 0, logger: logger),
                logger: logger, logged: .none))
        return try await withServer(handler: handler) { _, port in try await body(port) }
    }

    private var api: API {
        var api = API(title: "Events", version: "1")
        addLog(to: &api)
        addSites(to: &api)
        return api
    }

    private func addLog(to api: inout API) {
        let topic = Parameter.path("topic", .string(1...249), "The topic")
        api.on(
            .get, "/v1/topics/{topic}",
            Operation(
                id: "topic", summary: "A topic", tag: "t", access: .public, parameters: [topic],
                responses: [.ok(EventTopic.self)])
        ) { [self] _, _ in try .json(description) }
        api.on(
            .get, "/v1/topics/{topic}/partitions/{partition}/records",
            Operation(
                id: "records", summary: "Records", tag: "t", access: .public,
                parameters: [
                    topic, .path("partition", .integer(0...1023), "The partition"),
                    .query("offset", .integer(0...1_000_000), "Where"), .query("from", .string(1...10), "Where"),
                    .query("limit", .integer(1...10_000), "How many"), .query("wait", .integer(0...30_000), "How long"),
                ], responses: [.content(RecordBatches.mediaType, "Batches.")])
        ) { [self] input, _ in
            let (partition, offset) = (input.integer("partition") ?? 0, input.integer("offset") ?? 0)
            let end = ContinuousClock.now + .milliseconds(input.integer("wait") ?? 0)
            while count(of: partition) <= offset, ContinuousClock.now < end {
                try await ContinuousClock().sleep(until: min(end, ContinuousClock.now + .milliseconds(5)))
            }
            guard let page = page(of: partition, from: offset, limit: input.integer("limit") ?? 100) else {
                throw Problem(status: 416, code: "offset_out_of_range", title: "No such offset")
            }
            var reply = HTTPReply.encodedJSON(page)
            reply.headers[.contentType] = RecordBatches.mediaType
            return reply
        }
    }

    private func addSites(to api: inout API) {
        let site = Parameter.path("site", .string(1...128), "The site")
        api.on(
            .get, "/v1/sites",
            Operation(
                id: "sites", summary: "Sites", tag: "t", access: .public,
                parameters: [.query("limit", .integer(1...100), "Limit")], responses: [.ok(EventSiteList.self)])
        ) { [self] _, _ in try .json(EventSiteList(items: state.withLock { $0.sites })) }
        api.on(
            .get, "/v1/sites/{site}",
            Operation(
                id: "site", summary: "A site", tag: "t", access: .public, parameters: [site],
                responses: [.ok(EventSite.self)])
        ) { [self] input, _ in
            let id = input.string("site")
            guard let site = state.withLock({ $0.sites.first { $0.id == id } }) else { throw Problem.notFound() }
            return try .json(site)
        }
        api.on(
            .get, "/v1/sites/{site}/rules/{version}",
            Operation(
                id: "rules", summary: "Rules", tag: "t", access: .public,
                parameters: [site, .path("version", .integer(1...1000), "The version")],
                responses: [.ok(EventRules.self)])
        ) { [self] input, _ in
            let (id, version) = (input.string("site") ?? "", input.integer("version") ?? 0)
            let known = state.withLock { $0.rules[id] ?? [] }
            guard version >= 1, version <= known.count else { throw Problem.notFound() }
            return try .json(
                EventRules(
                    site: id, version: Int64(version), isLive: version == known.count, createdAt: Self.time,
                    document: known[version - 1]))
        }
    }

    private var description: EventTopic {
        let rules = TopicRules(
            cleanup: .delete, retentionSeconds: nil, retentionBytes: nil, tombstoneSeconds: 1, segmentBytes: 1 << 20,
            segmentSeconds: 1, maximumBatchBytes: 1 << 20, duplicateSeconds: 1, duplicateLimit: 1, protectedGroups: [])
        return EventTopic(
            name: "collected", rules: rules, createdAt: Self.time,
            partitions: state.withLock { state in
                state.partitions.enumerated().map { number, records in
                    PartitionState(
                        partition: number, owner: "events-1", epoch: 1, earliestOffset: 0,
                        nextOffset: Int64(records.count))
                }
            })
    }

    private func count(of partition: Int) -> Int { state.withLock { $0.partitions[partition].count } }

    private func page(of partition: Int, from offset: Int, limit: Int) -> ByteBuffer? {
        state.withLock { state in
            state.pagesRead += 1
            let records = state.partitions[partition]
            guard offset <= records.count else { return nil }
            let items = records[offset...].prefix(limit)
            var bytes = ByteBuffer()
            RecordBatches.begin(
                nextOffset: Int64(offset + items.count), earliestOffset: 0, highWatermark: Int64(records.count),
                in: &bytes)
            if !items.isEmpty {
                let batch = RecordBatch(items.map { LogRecord(value: Array($0.utf8)[...]) }, now: Self.time)
                bytes.writeBytes(batch.placed(at: Int64(offset), epoch: 1).bytes)
            }
            return bytes
        }
    }
}
