import FoundationEssentials
import HTTPTypes
import MeshCore
import MeshRuntime
import MeshTransport
import NIOCore
import Synchronization

/// Fills the catalog with the demo shop, through the gateway as any other client.
struct ShopSeeder: Sendable {
    let client: HTTPClient
    let authority: String
    let token: String

    /// Requests at the same time: enough for the catalog to share syncs among writers.
    private static let concurrency = 16
    /// Tries of one product: instances may be replaced meanwhile, and each key makes a repetition harmless.
    private static let tries = 5

    /// Whether the catalog has any product.
    ///
    /// - Throws: ``CommandFailure`` when it does not answer.
    func isCatalogEmpty() async throws -> Bool {
        struct Page: Decodable {
            var items: [JSONValue]
        }
        let response = try await client.send(head(.get, "/v1/products?limit=1"), deadline: limit())
        let body = try await response.collect(upTo: 1 << 20)
        guard response.status == .ok else {
            throw CommandFailure.failed("the catalog answered \(response.status.code) when asked for its products")
        }
        return try MeshJSON.decode(Page.self, from: body).items.isEmpty
    }

    /// Creates all products.
    ///
    /// - Parameter tell: Told how many are there, from time to time.
    /// - Throws: ``CommandFailure`` with the first product that could not be created.
    func fill(_ products: [DemoProduct], tell: @escaping @Sendable (Int) -> Void) async throws {
        let done = Atomic(0)
        try await concurrently(products) { product in
            try await create(product)
            let count = done.add(1, ordering: .relaxed).newValue
            if count % 100 == 0 { tell(count) }
        }
    }

    private func concurrently<Item: Sendable>(
        _ items: [Item], _ work: @escaping @Sendable (Item) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            var waiting = items.makeIterator()
            for _ in 0..<Self.concurrency {
                guard let item = waiting.next() else { break }
                group.addTask { try await work(item) }
            }
            while try await group.next() != nil {
                if let item = waiting.next() { group.addTask { try await work(item) } }
            }
        }
    }

    private func create(_ product: DemoProduct) async throws {
        try await post("/v1/products", product, key: "demo-shop-\(product.sku)", "product \(product.sku)")
    }

    /// Fills the shelves: every article gets its units, once.
    ///
    /// - Throws: ``CommandFailure`` with the first article whose units could not be noted.
    func stock(_ products: [DemoProduct]) async throws {
        struct Movement: Encodable {
            var quantity: Int
            var reason = "received"
        }
        let articles = products.flatMap(\.soldAs).enumerated().map { ($1, DemoShop.units(at: $0)) }.filter { $1 > 0 }
        try await concurrently(articles) { sku, units in
            try await post(
                "/v1/stock/\(sku)/movements", Movement(quantity: units), key: "demo-stock-\(sku)", "the stock of \(sku)"
            )
        }
    }

    private func post(_ path: String, _ message: some Encodable & Sendable, key: String, _ what: String) async throws {
        // Written once: a second writing may have another order of members, and would be another request to the key.
        let body = try MeshJSON.encode(message)
        var last = ""
        for attempt in 1...Self.tries {
            do {
                let answer = try await send(path, body, key: key)
                if answer.isDone { return }
                last = answer.words
                guard answer.mayComeLater else { break }
            } catch let failure as ExchangeFailure {
                last = "\(failure.reason)"
            }
            try await Task.sleep(for: .milliseconds(50 * attempt))
        }
        throw CommandFailure.failed("\(what) could not be created: \(last)")
    }

    private struct Answer {
        var isDone: Bool
        var mayComeLater: Bool
        var words: String
    }

    private func send(_ path: String, _ message: ByteBuffer, key: String) async throws -> Answer {
        var head = head(.post, path)
        head.headerFields[.contentType] = "application/json"
        head.headerFields[.authorization] = "Bearer \(token)"
        if let name = HTTPField.Name("Idempotency-Key") { head.headerFields[name] = key }
        let response = try await client.send(head, body: message, deadline: limit())
        let body = try await response.collect(upTo: 1 << 20)
        let code = response.status.code
        return Answer(
            // 409 with an article number that exists: it was created by an earlier run.
            isDone: (200..<300).contains(code), mayComeLater: code >= 500 || code == 429 || code == 409,
            words: "\(code) \(String(buffer: body).prefix(300))")
    }

    private func head(_ method: HTTPRequest.Method, _ path: String) -> HTTPRequest {
        HTTPRequest(method: method, scheme: "http", authority: authority, path: path)
    }

    private func limit() -> Deadline { Deadline(after: .seconds(10), from: .now()) }
}
