import CatalogAPI
import HTTPTypes
import MeshCore
import MeshTestKit
import Testing

@testable import Catalog

@Suite("Being told when there is some again")
struct StockWatchTests {
    private let door: CatalogDoor

    init() throws { door = try CatalogDoor() }

    private func back() async throws -> [BackInStock] {
        let answer = try await door.send(.get, "/internal/stock/back", peer: "orchestrator")
        try #require(answer.status == 200, "\(answer)")
        return try answer.decode(BackInStockList.self).items
    }

    private func receive(_ quantity: Int, of sku: String) async throws {
        let body = #"{"quantity":\#(quantity),"reason":"received"}"#
        #expect(try await door.send(.post, "/v1/stock/\(sku)/movements", body, role: "admin").status == 201)
    }

    @Test("A wish is one however often it is made, is told of while there is some, and goes when it was fulfilled")
    func told() async throws {
        _ = try await door.create(CatalogDoor.body(sku: "TEA"))
        let made = try await door.send(.put, "/v1/stock/tea/watch", role: "user")
        let watch: StockWatch = try made.decode()
        #expect(made.status == 200 && watch.sku == "TEA")
        #expect(try await door.send(.put, "/v1/stock/TEA/watch", role: "user").decode(StockWatch.self) == watch)
        let mine = try await door.send(.get, "/v1/stock/watches", role: "user")
        #expect(try mine.decode(StockWatchList.self).items == [watch])
        #expect(try await back().isEmpty)
        try await receive(3, of: "TEA")
        let found = try #require(try await back().first)
        #expect(found.watch == watch.id && found.available == 3 && found.sku == "TEA" && !found.title.isEmpty)
        // Whoever tells of it dies before the wish is forgotten: it is told of again, under the same id.
        #expect(try await back() == [found])
        for _ in 1...2 {
            let gone = try await door.send(
                .delete, "/internal/stock/watches/\(watch.id)", peer: "orchestrator")
            #expect(gone.status == 204, "\(gone)")
        }
        #expect(try await back().isEmpty)
    }

    @Test("An account that is erased waits for nothing any more; others do")
    func erased() async throws {
        _ = try await door.create(CatalogDoor.body(sku: "TEA"))
        _ = try await door.create(CatalogDoor.body(sku: "MUG"))
        for sku in ["TEA", "MUG"] {
            #expect(try await door.send(.put, "/v1/stock/\(sku)/watch", role: "user").status == 200)
        }
        #expect(try await door.send(.put, "/v1/stock/TEA/watch", role: "admin").status == 200)
        for sku in ["TEA", "MUG"] { try await receive(1, of: sku) }
        #expect(try await back().map(\.account).sorted() == ["acc_admin", "acc_user", "acc_user"])
        let path = "/internal/accounts/acc_user"
        #expect(try await door.send(.delete, path, role: "admin").status == 403)
        for _ in 1...2 { #expect(try await door.send(.delete, path, peer: "orchestrator").status == 204) }
        #expect(try await back().map(\.account) == ["acc_admin"])
        let mine = try await door.send(.get, "/v1/stock/watches", role: "user")
        #expect(try mine.decode(StockWatchList.self).items.isEmpty)
    }

    @Test("What is there, what is not sold, and who is not known, is refused; what is reserved is not there")
    func refused() async throws {
        _ = try await door.create(CatalogDoor.body(sku: "TEA"))
        #expect(try await door.send(.put, "/v1/stock/TEA/watch").status == 401)
        #expect(try await door.send(.put, "/v1/stock/NONE/watch", role: "user").status == 404)
        try await receive(1, of: "TEA")
        let there = try await door.send(.put, "/v1/stock/TEA/watch", role: "user")
        #expect(there.status == 409 && there.code == "in_stock", "\(there)")
        let id = Reservation.ID.make()
        let body = #"{"reference": "x", "lines": [{"sku": "TEA", "quantity": 1}]}"#
        let reserved = try await door.send(.put, "/v1/reservations/\(id)", body, peer: "orders")
        #expect(reserved.status == 201, "\(reserved)")
        #expect(try await door.send(.put, "/v1/stock/TEA/watch", role: "user").status == 200)
        #expect(try await door.send(.delete, "/v1/stock/TEA/watch", role: "user").status == 204)
        #expect(try await door.send(.get, "/internal/stock/back", role: "admin").status == 403)
    }
}
