import CatalogAPI
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

/// The contracts of events and of the catalog as the recommender reads them, with records, products and stock in memory.
final class Shop: Sendable {
    private struct State {
        var partitions: [[JSONValue]]
        var products: [Product] = []
        var stock: [String: Int64] = [:]
        var version: Int64 = 0
    }

    private let state: Mutex<State>
    static let begin = Timestamp(milliseconds: 1_795_222_923_004)

    init(partitions: Int = 2) {
        state = Mutex(State(partitions: Array(repeating: [], count: partitions)))
    }

    /// Appends events in their order, each in the partition of its visitor.
    func append(_ events: [CollectedEvent]) {
        state.withLock { state in
            for event in events {
                let sum = event.visitor.id.utf8.reduce(0) { $0 &* 31 &+ Int($1) }
                state.partitions[abs(sum % state.partitions.count)].append(event.json)
            }
        }
    }

    /// Appends something to the first partition, whatever it is.
    func append(_ value: JSONValue) { state.withLock { $0.partitions[0].append(value) } }

    /// Puts a product on sale, or changes it.
    func put(
        _ sku: String, category: String = "books", active: Bool = true, variants: [String] = [], stock: Int64 = 10,
        title: String? = nil
    ) {
        state.withLock { state in
            state.version += 1
            let known = state.products.first { $0.sku == sku }
            let time = Timestamp(milliseconds: Self.begin.milliseconds + state.version)
            let product = Product(
                id: known?.id ?? .make(), sku: sku, title: title ?? "Title of \(sku)", description: "",
                category: category, attributes: [:],
                variants: variants.map { ProductVariant(sku: $0, options: ["size": .string($0)]) },
                price: Money(amount: 1999, currency: .eur), active: active, createdAt: known?.createdAt ?? time,
                updatedAt: time, version: state.version)
            state.products.removeAll { $0.sku == sku }
            state.products.append(product)
            for name in variants.isEmpty ? [sku] : variants { state.stock[name] = stock }
        }
    }

    /// Says how many there are of an SKU.
    func stock(_ count: Int64, of sku: String) { state.withLock { $0.stock[sku] = count } }

    /// Takes a product out of the catalog.
    func remove(_ sku: String) { state.withLock { $0.products.removeAll { $0.sku == sku } } }

    /// The id of a product.
    func id(of sku: String) -> String? {
        state.withLock { state in state.products.first { $0.sku == sku }?.id.description }
    }

    /// Serves both for the time of a closure, which is given the port.
    func serve<Value: Sendable>(_ body: (Int) async throws -> Value) async throws -> Value {
        let logger = Logger(label: "test")
        var api = API(title: "Shop", version: "1")
        addLog(to: &api)
        addCatalog(to: &api)
        let handler = RouterRequestHandler(
            pipeline: RequestPipeline(
                responder: api.responder(environment: RequestEnvironment()),
                metrics: RequestMetrics(registry: MetricsRegistry()), tracer: MeshTracer(sampling: 0, logger: logger),
                logger: logger, logged: .none))
        return try await withServer(handler: handler) { _, port in try await body(port) }
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
                try await ContinuousClock().sleep(until: min(end, ContinuousClock.now + .milliseconds(2)))
            }
            var reply = HTTPReply.encodedJSON(page(of: partition, from: offset, limit: input.integer("limit") ?? 100))
            reply.headers[.contentType] = RecordBatches.mediaType
            return reply
        }
    }

    private func addCatalog(to api: inout API) {
        let limit = Parameter.query("limit", .integer(1...100), "Limit")
        let cursor = Parameter.query("cursor", .string(1...100), "Where to go on")
        api.on(
            .get, "/v1/products",
            Operation(
                id: "products", summary: "Products", tag: "t", access: .public,
                parameters: [limit, cursor, .query("updatedSince", .timestamp, "Since")],
                responses: [.ok(ProductList.self)])
        ) { [self] input, _ in
            let since = input.timestamp("updatedSince") ?? Timestamp(milliseconds: 0)
            let all = state.withLock { $0.products.filter { $0.updatedAt >= since } }
            let begin = input.string("cursor").flatMap { Int($0) } ?? 0
            let page = Array(all.dropFirst(begin).prefix(input.integer("limit") ?? 50))
            let end = begin + page.count
            return try .json(ProductList(items: page, nextCursor: end < all.count ? "\(end)" : nil))
        }
        api.on(
            .get, "/v1/stock",
            Operation(
                id: "stock", summary: "Stock", tag: "t", access: .public, parameters: [limit, cursor],
                responses: [.ok(StockLevelList.self)])
        ) { [self] input, _ in
            let all = state.withLock { $0.stock.sorted { $0.key < $1.key } }
            let begin = input.string("cursor").flatMap { Int($0) } ?? 0
            let page = all.dropFirst(begin).prefix(input.integer("limit") ?? 50)
            let end = begin + page.count
            return try .json(
                StockLevelList(
                    items: page.map { StockLevel(sku: $0.key, onHand: $0.value, version: 1) },
                    nextCursor: end < all.count ? "\(end)" : nil))
        }
    }

    private var description: EventTopic {
        let rules = TopicRules(
            cleanup: .delete, retentionSeconds: nil, retentionBytes: nil, tombstoneSeconds: 1, segmentBytes: 1 << 20,
            segmentSeconds: 1, maximumBatchBytes: 1 << 20, duplicateSeconds: 1, duplicateLimit: 1, protectedGroups: [])
        return EventTopic(
            name: "collected", rules: rules, createdAt: Self.begin,
            partitions: state.withLock { state in
                state.partitions.enumerated().map { number, records in
                    PartitionState(
                        partition: number, owner: "events-1", epoch: 1, earliestOffset: 0,
                        nextOffset: Int64(records.count))
                }
            })
    }

    private func count(of partition: Int) -> Int { state.withLock { $0.partitions[partition].count } }

    private func page(of partition: Int, from offset: Int, limit: Int) -> ByteBuffer {
        state.withLock { state in
            let records = state.partitions[partition]
            let items = records.dropFirst(offset).prefix(limit)
            var bytes = ByteBuffer()
            RecordBatches.begin(
                nextOffset: Int64(offset + items.count), earliestOffset: 0, highWatermark: Int64(records.count),
                in: &bytes)
            if !items.isEmpty {
                let batch = RecordBatch(items.map { LogRecord(value: Array($0.utf8)[...]) }, now: Self.begin)
                bytes.writeBytes(batch.placed(at: Int64(offset), epoch: 1).bytes)
            }
            return bytes
        }
    }
}
