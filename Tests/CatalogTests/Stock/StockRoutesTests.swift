import CatalogAPI
import HTTPTypes
import MeshCore
import MeshTestKit
import Testing

@testable import Catalog

@Suite("Stock over HTTP")
struct StockRoutesTests {
    private let door: CatalogDoor

    init() throws {
        door = try CatalogDoor()
    }

    private func receive(_ quantity: Int, of sku: String) async throws {
        let body = #"{"quantity":\#(quantity),"reason":"received"}"#
        let answer = try await door.send(.post, "/v1/stock/\(sku)/movements", body, role: "admin")
        try #require(answer.status == 201, "\(answer)")
    }

    private func count(_ onHand: Int, of sku: String, match: String? = nil) async throws -> CatalogDoor.Answer {
        try await door.send(
            .put, "/v1/stock/\(sku)", #"{"onHand":\#(onHand)}"#, role: "admin",
            headers: match.map { ["if-match": "\"\($0)\""] } ?? [:])
    }

    @Test("What was never stocked is none, and anyone may ask, in any case, and not again for the same")
    func levels() async throws {
        let none = try await door.send(.get, "/v1/stock/TEA")
        #expect(none.status == 200 && none.headers[.eTag] == "\"0\"")
        #expect(try none.decode(StockLevel.self) == StockLevel(sku: "TEA"))
        try await receive(5, of: "TEA")
        let level = try await door.send(.get, "/v1/stock/tea")
        #expect(try level.decode(StockLevel.self).available == 5 && level.headers[.eTag] == "\"1\"")
        #expect(try await door.send(.get, "/v1/stock/TEA", headers: ["if-none-match": "\"1\""]).status == 304)
        #expect(try await door.send(.get, "/v1/stock/a%20b").status == 404)
    }

    @Test("A movement is entered, with its numbers; what comes is positive, what goes negative, and nothing is nothing")
    func movements() async throws {
        let body = #"{"quantity":5,"reason":"received","reference":"dlv-1"}"#
        let answer = try await door.send(.post, "/v1/stock/TEA/movements", body, role: "admin")
        let movement: StockMovement = try answer.decode()
        #expect(answer.status == 201 && movement.onHand == 5 && movement.reference == "dlv-1")
        let wrong = [
            (0, "correction"), (0, "received"), (-1, "received"), (-1, "returned"), (-1, "found"), (1, "damaged"),
            (1, "lost"), (1, "sold_elsewhere"),
        ]
        for (quantity, reason) in wrong {
            let refused = try await door.send(
                .post, "/v1/stock/TEA/movements", #"{"quantity":\#(quantity),"reason":"\#(reason)"}"#, role: "admin")
            #expect(refused.status == 400 && refused.fields == ["quantity"], "\(quantity) \(reason): \(refused)")
        }
        for body in [
            #"{"quantity":1000001,"reason":"received"}"#, #"{"quantity":-1,"reason":"sold"}"#,
            #"{"quantity":1.5,"reason":"found"}"#, #"{"quantity":1,"reason":"found","reference":"a b"}"#,
        ] {
            #expect(try await door.send(.post, "/v1/stock/TEA/movements", body, role: "admin").status == 400, "\(body)")
        }
        let loss = try await door.send(
            .post, "/v1/stock/TEA/movements", #"{"quantity":-6,"reason":"lost"}"#, role: "admin")
        #expect(loss.status == 409 && loss.code == "insufficient_stock" && loss.fields == ["TEA"])
    }

    @Test("A movement with a key is entered once, by an admin and by orders")
    func keyed() async throws {
        try await receive(5, of: "TEA")
        let body = #"{"quantity":1,"reason":"returned","reference":"ord_1"}"#
        for (role, peer) in [("admin", nil), (nil, "orders")] as [(String?, String?)] {
            for _ in 0..<3 {
                let answer = try await door.send(
                    .post, "/v1/stock/TEA/movements", body, role: role, headers: ["idempotency-key": "k"], peer: peer)
                #expect(answer.status == 201 && answer.headers[.location] == "/v1/stock/TEA/movements", "\(answer)")
                #expect(answer.headers[.contentType] == "application/json")
                _ = try answer.decode(StockMovement.self)
            }
        }
        #expect(try door.service.stock.level("TEA").onHand == 7)
        let other = #"{"quantity":2,"reason":"returned"}"#
        let reused = try await door.send(
            .post, "/v1/stock/TEA/movements", other, role: "admin", headers: ["idempotency-key": "k"])
        #expect(reused.status == 422)
    }

    @Test("A count demands the version it was made at, and enters the difference")
    func counting() async throws {
        #expect(try await count(4, of: "TEA").status == 428)
        #expect(try await count(4, of: "TEA", match: "1").status == 412)
        let first = try await count(4, of: "TEA", match: "0")
        #expect(first.status == 200 && first.headers[.eTag] == "\"1\"")
        #expect(try await count(9, of: "TEA", match: "0").status == 412)
        #expect(try await count(4, of: "TEA", match: "1").headers[.eTag] == "\"1\"")
        #expect(try await count(3, of: "tea", match: "1").headers[.eTag] == "\"2\"")
        let ledger: StockMovementList = try await door.send(.get, "/v1/stock/TEA/movements", role: "admin").decode()
        #expect(ledger.items.map(\.quantity) == [-1, 4])
        #expect(ledger.items.allSatisfy { $0.reason == .correction && $0.sku == "TEA" })
        _ = try await door.service.stock.reserve(
            .make(),
            ReservationContent(ReserveStock(reference: "o", lines: [ReservationLine(sku: "TEA", quantity: 2)])))
        let tooFew = try await count(1, of: "TEA", match: "3")
        #expect(tooFew.status == 409 && tooFew.code == "insufficient_stock")
        #expect(try await count(1_000_000_001, of: "TEA", match: "3").status == 400)
    }

    @Test("No more is on hand than can be counted")
    func limit() async throws {
        #expect(try await count(1_000_000_000, of: "TEA", match: "0").status == 200)
        let more = try await door.send(
            .post, "/v1/stock/TEA/movements", #"{"quantity":1,"reason":"found"}"#, role: "admin")
        #expect(more.status == 409 && more.code == "stock_limit", "\(more)")
    }

    @Test("Who catches up is told what has changed, the longest unchanged first, each once")
    func changed() async throws {
        let skus = ["A", "B", "C", "D", "E"]
        for sku in skus { try await receive(1, of: sku) }
        door.clock.advance(by: .seconds(60))
        let since = door.clock.now()
        for sku in ["D", "b"] { try await receive(1, of: sku) }
        door.clock.advance(by: .seconds(1))
        let body = #"{"reference": "x", "lines": [{"sku": "A", "quantity": 1}]}"#
        let reserved = try await door.send(.put, "/v1/reservations/\(Reservation.ID.make())", body, peer: "orders")
        #expect(reserved.status == 201, "\(reserved)")
        for limit in [1, 2, 100] {
            var levels: [StockLevel] = []
            var cursor = ""
            repeat {
                let page: StockLevelList = try await door.send(
                    .get, "/v1/stock?updatedSince=\(since)&limit=\(limit)\(cursor)", role: "admin"
                ).decode()
                levels += page.items
                cursor = page.nextCursor.map { "&cursor=\($0)" } ?? ""
            } while !cursor.isEmpty
            #expect(levels.map(\.sku) == ["B", "D", "A"] && levels.last?.reserved == 1, "\(limit): \(levels)")
        }
        let later = try await door.send(.get, "/v1/stock?updatedSince=\(since + .seconds(2))", role: "admin")
        #expect(try later.decode(StockLevelList.self).items.isEmpty)
        #expect(try await door.send(.get, "/v1/stock?updatedSince=today", role: "admin").status == 400)
        let page: StockLevelList = try await door.send(.get, "/v1/stock?limit=1", role: "admin").decode()
        let other = "/v1/stock?updatedSince=\(since)&cursor=\(page.nextCursor ?? "")"
        #expect(try await door.send(.get, other, role: "admin").status == 400, "a cursor of another list")
    }

    @Test("Pages of any size hold every level and every movement once")
    func pages() async throws {
        let skus = ["a-1", "A-2", "b-1", "B-2", "c_1"]
        for sku in skus.shuffled() { try await receive(1, of: sku) }
        for _ in 0..<6 { try await receive(1, of: "A-1") }
        for limit in [1, 2, 5, 100] {
            var levels: [StockLevel] = []
            var cursor = ""
            repeat {
                let page: StockLevelList = try await door.send(
                    .get, "/v1/stock?limit=\(limit)\(cursor)", role: "admin"
                ).decode()
                levels += page.items
                cursor = page.nextCursor.map { "&cursor=\($0)" } ?? ""
            } while !cursor.isEmpty
            #expect(levels.map(\.sku) == skus)
            var movements: [StockMovement] = []
            repeat {
                let page: StockMovementList = try await door.send(
                    .get, "/v1/stock/A-1/movements?limit=\(limit)\(cursor)", role: "admin"
                ).decode()
                movements += page.items
                cursor = page.nextCursor.map { "&cursor=\($0)" } ?? ""
            } while !cursor.isEmpty
            #expect(movements.map(\.onHand) == [7, 6, 5, 4, 3, 2, 1])
        }
        let cursor = try await door.send(.get, "/v1/stock/A-1/movements?limit=1", role: "admin")
            .decode(StockMovementList.self).nextCursor
        let other = try await door.send(
            .get, "/v1/stock/B-1/movements?cursor=\(try #require(cursor))", role: "admin")
        #expect(other.status == 400 && other.fields == ["cursor"])
    }

    @Test("A product tells how many there are of what it is sold as")
    func availability() async throws {
        try await receive(5, of: "T-1")
        try await receive(2, of: "T-1-RED")
        let plain = try await door.create(CatalogDoor.body(sku: "T-1"))
        let path = "/v1/products/\(plain.id)"
        let found: ProductAvailability = try await door.send(.get, "\(path)/availability").decode()
        #expect(found == ProductAvailability(productId: plain.id, items: [.init(sku: "T-1", available: 5)]))
        let blue = #"{"sku":"T-1-BLUE","options":{"colour":"blue"}}"#
        let red = #"{"sku":"T-1-red","options":{"colour":"red"}}"#
        let patch = #"{"variants":[\#(blue),\#(red)]}"#
        #expect(try await door.send(.patch, path, patch, role: "admin").status == 200)
        let forms: ProductAvailability = try await door.send(.get, "\(path)/availability").decode()
        #expect(forms.items == [.init(sku: "T-1-BLUE", available: 0), .init(sku: "T-1-red", available: 2)])
        #expect(try await door.send(.get, "/v1/products/\(Product.ID.make())/availability").status == 404)
    }

    @Test("An admin reserves by hand, and sees page by page what is kept, for whom")
    func reservations() async throws {
        try await receive(9, of: "TEA")
        var paths: [String] = []
        for number in 0..<4 {
            paths.append("/v1/reservations/\(Reservation.ID.make())")
            let hold = number == 3 ? #","expiresIn":1"# : ""
            let body = #"{"reference":"by-hand","lines":[{"sku":"TEA","quantity":2}]\#(hold)}"#
            let made = try await door.send(.put, paths[number], body, role: "admin")
            #expect(made.status == 201 && made.headers[.location] == paths[number], "\(made)")
            #expect(try await door.send(.put, paths[number], body, role: "admin").status == 200)
        }
        #expect(try await door.send(.post, "\(paths[0])/claim", role: "admin").status == 200)
        #expect(try await door.send(.post, "\(paths[1])/commit", role: "admin").status == 200)
        let refused = try await door.send(.post, "\(paths[1])/release", role: "admin")
        #expect(refused.status == 409 && refused.code == "reservation_committed")
        door.clock.advance(by: .seconds(1))
        for limit in [1, 3, 100] {
            var found: [Reservation] = []
            var cursor = ""
            repeat {
                let page: ReservationList = try await door.send(
                    .get, "/v1/reservations?limit=\(limit)\(cursor)", role: "admin"
                ).decode()
                found += page.items
                cursor = page.nextCursor.map { "&cursor=\($0)" } ?? ""
            } while !cursor.isEmpty
            #expect(found.map { "/v1/reservations/\($0.id)" } == [paths[0], paths[2], paths[3]])
            #expect(found.map(\.state) == [.claimed, .held, .expired])
        }
    }

    @Test("A SKU that is named like a resource is sold like any other")
    func awkwardName() async throws {
        try await receive(3, of: "invariants")
        try await receive(2, of: "movements")
        let ledger: StockMovementList = try await door.send(
            .get, "/v1/stock/invariants/movements", role: "admin"
        ).decode()
        #expect(ledger.items.map(\.onHand) == [3])
        #expect(try await door.send(.get, "/v1/stock/movements").decode(StockLevel.self).onHand == 2)
        let levels: StockLevelList = try await door.send(.get, "/v1/stock", role: "admin").decode()
        #expect(levels.items.map(\.onHand) == [3, 2])
    }

    @Test("The invariants are told to admins")
    func invariants() async throws {
        try await receive(5, of: "TEA")
        let found: StockInvariants = try await door.send(.get, "/v1/stock/invariants", role: "admin").decode()
        #expect(found.skus == 1 && found.onHand == 5 && found.movements == 5 && found.violations.isEmpty)
    }

    @Test(
        "Who is no admin, and not orders, changes nothing and sees no books",
        arguments: [
            ("GET", "/v1/stock"), ("GET", "/v1/stock/TEA/movements"), ("GET", "/v1/stock/invariants"),
            ("GET", "/v1/reservations"), ("PUT", "/v1/stock/TEA"), ("POST", "/v1/stock/TEA/movements"),
            ("GET", "/v1/reservations/rsv_01jd4t9x5se4nvk3qk2m7c8h6r"),
            ("PUT", "/v1/reservations/rsv_01jd4t9x5se4nvk3qk2m7c8h6r"),
            ("POST", "/v1/reservations/rsv_01jd4t9x5se4nvk3qk2m7c8h6r/claim"),
            ("POST", "/v1/reservations/rsv_01jd4t9x5se4nvk3qk2m7c8h6r/commit"),
            ("POST", "/v1/reservations/rsv_01jd4t9x5se4nvk3qk2m7c8h6r/release"),
        ])
    func access(method: String, path: String) async throws {
        let method = try #require(HTTPRequest.Method(rawValue: method))
        #expect(try await door.send(method, path).status == 401)
        #expect(try await door.send(method, path, role: "user").status == 403)
        #expect(try await door.send(method, path, peer: "gateway").status == 401)
    }
}
