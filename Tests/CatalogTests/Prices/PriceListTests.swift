import CatalogAPI
import HTTPTypes
import MeshCore
import MeshTestKit
import Testing

@testable import Catalog

@Suite("Price lists")
struct PriceListTests {
    private let door: CatalogDoor

    init() throws {
        door = try CatalogDoor()
    }

    @Test("A list is made, read, changed under its version, and removed")
    func lifecycle() async throws {
        let list = try await door.createList("summer", #""channel": "web", "priority": 3, "kind": "sale""#)
        let path = "/v1/price-lists/\(list.id)"
        let read = try await door.send(.get, path, role: "admin")
        #expect(try read.decode() == list && read.headers[.eTag] == "\"1\"")
        #expect(
            try await door.send(.get, path, role: "admin", headers: ["if-none-match": "\"1\""]).status == 304)
        let patched = try await door.send(
            .patch, path, #"{"channel": null, "priority": 4}"#, role: "admin", headers: ["if-match": "\"1\""])
        let changed: PriceList = try patched.decode()
        #expect(changed.channel == nil && changed.priority == 4 && changed.kind == .sale && changed.version == 2)
        #expect(
            try await door.send(.patch, path, #"{"title": "x"}"#, role: "admin", headers: ["if-match": "\"1\""])
                .status == 412)
        let same = try await door.send(.patch, path, #"{"priority": 4}"#, role: "admin")
        #expect(try same.decode(PriceList.self).version == 2)
        #expect(try await door.send(.delete, path, role: "admin", headers: ["if-match": "\"1\""]).status == 412)
        #expect(try await door.send(.delete, path, role: "admin", headers: ["if-match": "\"2\""]).status == 204)
        #expect(try await door.send(.get, path, role: "admin").status == 404)
        #expect(try await door.send(.delete, path, role: "admin").status == 404)
        #expect(try await door.createList("SUMMER").code == "SUMMER")
    }

    @Test("A creation is done once for each Idempotency-Key, and a code is used once")
    func creation() async throws {
        let body = #"{"code": "b2b", "title": "Trade", "currency": "EUR"}"#
        let headers = ["idempotency-key": "k1"]
        let first = try await door.send(.post, "/v1/price-lists", body, role: "admin", headers: headers)
        let again = try await door.send(.post, "/v1/price-lists", body, role: "admin", headers: headers)
        #expect(first.status == 201 && again.status == 201 && again.body == first.body)
        let other = try await door.send(
            .post, "/v1/price-lists", #"{"code": "B2B", "title": "Other", "currency": "EUR"}"#, role: "admin")
        #expect(other.status == 409 && other.code == "price_list_code_taken")
        #expect(try await door.audit().map(\.action) == [.listCreated])
    }

    @Test(
        "What is no list is refused, and the field named",
        arguments: [
            (#"{"code": "a b", "title": "x", "currency": "EUR"}"#, "code"),
            (#"{"code": "a", "title": " ", "currency": "EUR"}"#, "title"),
            (#"{"code": "a", "title": "x", "currency": "EURO"}"#, "currency"),
            (#"{"code": "a", "title": "x", "currency": "EUR", "priority": 1001}"#, "priority"),
            (
                #"{"code": "a", "title": "x", "currency": "EUR", "validFrom": "2026-02-02T00:00:00Z", "validUntil": "2026-02-01T00:00:00Z"}"#,
                "validUntil"
            ),
        ])
    func refusals(body: String, field: String) async throws {
        let answer = try await door.send(.post, "/v1/price-lists", body, role: "admin")
        #expect(answer.status == 400 && answer.fields == [field], "\(answer)")
    }

    @Test("Nobody but admins sees or changes lists, rules and the audit; the currency of a list stays")
    func access() async throws {
        let list = try await door.createList("a")
        for path in ["/v1/price-lists", "/v1/price-lists/\(list.id)", "/v1/price-rules", "/v1/price-audit"] {
            #expect(try await door.send(.get, path).status == 401)
            #expect(try await door.send(.get, path, role: "user").status == 403)
        }
        let answer = try await door.send(.patch, "/v1/price-lists/\(list.id)", #"{"currency": "USD"}"#, role: "admin")
        #expect(answer.status == 400 && answer.fields == ["currency"])
    }

    @Test("Entries are set, changed and removed together, and what cannot be taken is told entry by entry")
    func entries() async throws {
        try await door.create(CatalogDoor.body(sku: "A"))
        try await door.create(CatalogDoor.body(sku: "B"))
        let list = try await door.createList("a")
        let first = try await door.put(
            #"{"sku": "a", "amount": 900}, {"sku": "A", "minQuantity": 10, "amount": 800}, {"sku": "B", "amount": 100}, {"sku": "NONE", "amount": 1}, {"sku": "A", "amount": 1}, {"sku": "B", "minQuantity": 2, "amount": 1, "validFrom": "2026-02-01T00:00:00Z", "validUntil": "2026-01-01T00:00:00Z"}"#,
            into: list)
        #expect(first.changed == 3 && first.unchanged == 0 && first.removed == 0)
        #expect(first.errors.map(\.code) == ["unknown_sku", "duplicate", "empty_validity"])
        #expect(first.errors.map(\.index) == [3, 4, 5])
        let second = try await door.put(
            #"{"sku": "A", "amount": 900}, {"sku": "A", "minQuantity": 10, "amount": 850}, {"sku": "B", "amount": null}, {"sku": "NONE", "amount": null}"#,
            into: list)
        #expect(second == PriceEntriesOutcome(changed: 1, unchanged: 2, removed: 1))
        let page = try await door.send(.get, "/v1/price-lists/\(list.id)/entries", role: "admin")
        #expect(
            try page.decode(PriceEntryPage.self).items == [
                PriceEntry(sku: "A", amount: 900), PriceEntry(sku: "A", minQuantity: 10, amount: 850),
            ])
        let stale = try await door.send(
            .put, "/v1/price-lists/\(list.id)/entries", #"{"entries": [{"sku": "A", "amount": 1}]}"#, role: "admin",
            headers: ["if-match": "\"9\""])
        #expect(stale.status == 412)
    }

    @Test("Pages of entries and of lists hold everything once, in order")
    func pages() async throws {
        let list = try await door.createList("a")
        for number in 0..<7 { try await door.create(CatalogDoor.body(sku: "S\(number)")) }
        let entries = (0..<7).flatMap { number in [1, 5].map { (number, $0) } }
        try await door.put(
            entries.map { #"{"sku": "S\#($0.0)", "minQuantity": \#($0.1), "amount": 5}"# }.joined(separator: ","),
            into: list)
        for (query, count) in [("", 14), ("&sku=s3", 2)] {
            var found: [PriceEntry] = []
            var cursor = ""
            repeat {
                let answer = try await door.send(
                    .get, "/v1/price-lists/\(list.id)/entries?limit=3\(query)\(cursor)", role: "admin")
                let page: PriceEntryPage = try answer.decode()
                found += page.items
                cursor = page.nextCursor.map { "&cursor=\($0)" } ?? ""
            } while !cursor.isEmpty
            #expect(
                found.count == count
                    && found.map { "\($0.sku) \($0.minQuantity)" }
                        == found.map {
                            "\($0.sku) \($0.minQuantity)"
                        }.sorted()
            )
        }
        for number in 0..<4 { try await door.createList("l\(number)") }
        let first: PriceListPage = try await door.send(.get, "/v1/price-lists?limit=3", role: "admin").decode()
        let cursor = try #require(first.nextCursor)
        let second: PriceListPage = try await door.send(
            .get, "/v1/price-lists?limit=3&cursor=\(cursor)", role: "admin"
        ).decode()
        #expect((first.items + second.items).map(\.code) == ["l3", "l2", "l1", "l0", "a"] && second.nextCursor == nil)
    }

    @Test("The audit tells who changed what, when, from what to what; by SKU, by list, and by both")
    func audit() async throws {
        try await door.create(CatalogDoor.body(sku: "A"))
        try await door.create(CatalogDoor.body(sku: "B"))
        let list = try await door.createList("a")
        let other = try await door.createList("b")
        door.clock.advance(by: .seconds(5))
        try await door.put(#"{"sku": "A", "amount": 900}, {"sku": "B", "amount": 900}"#, into: list)
        try await door.put(#"{"sku": "a", "amount": 700}"#, into: other)
        try await door.put(#"{"sku": "A", "amount": 800}"#, into: list)
        try await door.put(#"{"sku": "A", "amount": 800}"#, into: list)
        let both = try await door.audit("&sku=a&list=\(list.id)")
        #expect(both.map(\.action) == [.entrySet, .entrySet])
        #expect(both.last?.before == ["sku": "A", "minQuantity": 1, "amount": 900])
        #expect(both.last?.after == ["sku": "A", "minQuantity": 1, "amount": 800])
        #expect(both.last?.author == "acc_admin" && both.last?.at == door.clock.now())
        #expect(try await door.audit("&sku=A").map(\.priceListId) == [list.id, other.id, list.id])
        #expect(try await door.audit("&list=\(list.id)").count == 4)
        #expect(try await door.audit().count == 6)
    }
}
