import FoundationEssentials
import HTTPTypes
import MeshCore
import MeshRuntime
import MeshTransport
import NIOCore

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
    func fill(_ products: [DemoProduct], tell: (Int) -> Void) async throws {
        var done = 0
        try await withThrowingTaskGroup(of: Void.self) { group in
            var waiting = products.makeIterator()
            for _ in 0..<Self.concurrency {
                guard let product = waiting.next() else { break }
                group.addTask { try await create(product) }
            }
            while try await group.next() != nil {
                done += 1
                if done % 100 == 0 { tell(done) }
                if let product = waiting.next() { group.addTask { try await create(product) } }
            }
        }
    }

    private func create(_ product: DemoProduct) async throws {
        var last = ""
        for attempt in 1...Self.tries {
            do {
                let answer = try await post(product)
                if answer.isDone { return }
                last = answer.words
                guard answer.mayComeLater else { break }
            } catch let failure as ExchangeFailure {
                last = "\(failure.reason)"
            }
            try await Task.sleep(for: .milliseconds(50 * attempt))
        }
        throw CommandFailure.failed("product \(product.sku) could not be created: \(last)")
    }

    private struct Answer {
        var isDone: Bool
        var mayComeLater: Bool
        var words: String
    }

    private func post(_ product: DemoProduct) async throws -> Answer {
        var head = head(.post, "/v1/products")
        head.headerFields[.contentType] = "application/json"
        head.headerFields[.authorization] = "Bearer \(token)"
        if let name = HTTPField.Name("Idempotency-Key") { head.headerFields[name] = "demo-shop-\(product.sku)" }
        let response = try await client.send(head, body: try MeshJSON.encode(product), deadline: limit())
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
