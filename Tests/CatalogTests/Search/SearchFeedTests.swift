import CatalogAPI
import GRDB
import HTTPTypes
import MeshCore
import MeshStore
import Testing

@testable import Catalog

@Suite("What the index takes in")
struct SearchFeedTests {
    @Test("is read by indexes alone: no statement scans a table that grows")
    func plans() async throws {
        let door = try CatalogDoor()
        let cases: [(sql: String, arguments: StatementArguments)] = [
            (SearchFeed.queueSQL, [0, 10]), (SearchFeed.newSQL, [0, 10]), (SearchFeed.trimSQL, [0]),
            ("SELECT \(ProductRow.columns) FROM product WHERE id = ?", ["x"]),
        ]
        for (sql, arguments) in cases {
            let plan = try await door.service.store.store.read { db in
                try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(sql)", arguments: arguments).map { row in
                    row["detail"] as String
                }
            }
            #expect(plan.allSatisfy { $0.hasPrefix("SEARCH") }, "\(sql): \(plan)")
        }
    }

    @Test("New products come by their numbers, changed and removed ones by the queue, each once")
    func batches() async throws {
        let door = try CatalogDoor()
        let feed = SearchFeed(store: door.service.store.store)
        var products: [Product] = []
        for number in 0..<5 { products.append(try await door.create(CatalogDoor.body(sku: "A-\(number)"))) }
        let first = try await feed.next(after: SearchPosition(), limit: 3)
        #expect(first.documents.map(\.skus) == [["A-0"], ["A-1"], ["A-2"]] && first.hasMore && first.outdated.isEmpty)
        for title in ["New", "Newer"] {
            for product in [products[0], products[4]] {
                _ = try await door.send(
                    .patch, "/v1/products/\(product.id)", #"{"title":"\#(title)"}"#, role: "admin")
            }
        }
        _ = try await door.send(.delete, "/v1/products/\(products[1].id)", role: "admin")
        let second = try await feed.next(after: first.end, limit: 100)
        #expect(second.documents.map(\.title) == ["Newer", "A book", "Newer"])
        #expect(second.outdated == [products[0], products[1]].map(\.id.uuid.bits) && !second.hasMore)
        #expect(try await feed.next(after: second.end, limit: 100).end == second.end)
        #expect(try await feed.end() == second.end)
    }
}
