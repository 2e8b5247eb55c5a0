import CatalogAPI
import HTTPTypes
import MeshCore
import MeshTestKit
import MeshTransport
import NIOCore
import Testing

@testable import Catalog

@Suite("The typed client of the catalog")
struct CatalogClientTests {
    /// Serves a door on a socket.
    private struct DoorHandler: RequestHandler {
        let door: CatalogDoor
        /// Answers every request with this status instead; nil to let the catalog answer.
        var outage: HTTPResponse.Status?

        func handle(_ request: ServerRequest, _ writer: ResponseWriter) async {
            do {
                if let outage { return writer.respond(HTTPResponse(status: outage)) }
                let headers = request.head.headerFields.reduce(into: [:]) { $0[$1.name.rawName] = $1.value }
                let answer = try await door.send(request.head.method, request.head.path ?? "/", headers: headers)
                writer.respond(
                    HTTPResponse(status: .init(code: answer.status), headerFields: answer.headers),
                    body: ByteBuffer(bytes: answer.body))
            } catch {
                writer.abort()
            }
        }
    }

    private func withClient(
        _ door: CatalogDoor, outage: HTTPResponse.Status? = nil, _ body: (CatalogClient) async throws -> Void
    ) async throws {
        try await withServiceClient(of: "catalog", handler: DoorHandler(door: door, outage: outage)) {
            try await body(CatalogClient($0))
        }
    }

    @Test("reads products, conditionally too, pages through lists, and searches")
    func reads() async throws {
        let door = try CatalogDoor()
        var products: [Product] = []
        for number in 0..<3 {
            products.append(try await door.create(CatalogDoor.body(sku: "T-\(number)", title: "Tea & more \(number)")))
        }
        let all = products
        try await door.service.search.indexer.catchUp()
        try await withClient(door) { client in
            #expect(try await client.product(all[0].id) == all[0])
            #expect(try await client.product(.make()) == nil)
            #expect(try await client.product(all[0].id, unless: 1) == .notModified)
            #expect(try await client.product(all[0].id, unless: 7) == .changed(all[0]))
            #expect(try await client.product(.make(), unless: 1) == nil)
            let first = try await client.products(ProductQuery(category: "books", active: true), limit: 2)
            #expect(first.items.map(\.sku) == ["T-2", "T-1"])
            let second = try await client.products(
                ProductQuery(category: "books", active: true), limit: 2, cursor: first.nextCursor)
            #expect(second.items.map(\.sku) == ["T-0"] && second.nextCursor == nil)
            let query = ProductQuery(currency: .eur, minPrice: 1, maxPrice: 5000, updatedSince: all[0].createdAt)
            #expect(try await client.products(query).items.count == 3)
            #expect(try await client.search("tea & mo").items.count == 3)
            let error = await #expect(throws: ServiceRefusal.self) {
                try await client.products(ProductQuery(category: "books"), cursor: "made up")
            }
            #expect(error?.status == 400 && error?.problem?.errors.map(\.field) == ["cursor"])
        }
    }

    @Test("says with which status it was refused")
    func refused() async throws {
        try await withClient(try CatalogDoor(), outage: .forbidden) { client in
            await #expect(throws: ServiceRefusal(service: "catalog", status: 403, problem: nil)) {
                try await client.products()
            }
        }
    }
}
