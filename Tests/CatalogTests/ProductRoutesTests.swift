import CatalogAPI
import Foundation
import GRDB
import HTTPTypes
import MeshCore
import MeshStore
import MeshTestKit
import Testing

@testable import Catalog

@Suite("Products over HTTP")
struct ProductRoutesTests {
    private let door: CatalogDoor

    init() throws {
        door = try CatalogDoor()
    }

    @Test("A product is created, found at its location, changed and removed")
    func life() async throws {
        let body = CatalogDoor.body(sku: "B-1", title: "Dune", attributes: ["pages": 604, "format": "paperback"])
        let created = try await door.send(.post, "/v1/products", body, role: "admin")
        #expect(created.status == 201)
        #expect(created.headers[.eTag] == "\"1\"")
        let product: Product = try created.decode()
        #expect(product.version == 1 && product.createdAt == door.clock.now() && product.updatedAt == product.createdAt)
        let path = try #require(created.headers[.location])
        #expect(path == "/v1/products/\(product.id)")
        #expect(try await door.send(.get, path).body == created.body)

        door.clock.advance(by: .seconds(5))
        let patch = #"{"title":"Dune Messiah","price":{"amount":1500},"attributes":{"format":null,"year":1969}}"#
        let patched = try await door.send(.patch, path, patch, role: "admin")
        #expect(patched.status == 200 && patched.headers[.eTag] == "\"2\"")
        let second: Product = try patched.decode()
        #expect(second.title == "Dune Messiah" && second.price == Money(amount: 1500, currency: .eur))
        #expect(second.attributes == ["pages": 604, "year": 1969])
        #expect(second.updatedAt == product.createdAt + .seconds(5) && second.createdAt == product.createdAt)
        #expect(try await door.send(.get, path).body == patched.body)

        #expect(try await door.send(.delete, path, role: "admin").status == 204)
        #expect(try await door.send(.get, path).status == 404)
        #expect(try await door.send(.delete, path, role: "admin").status == 404)
        #expect(try await door.send(.patch, path, "{}", role: "admin").status == 404)
    }

    @Test("Only admins change products", arguments: [(nil, 401), ("user", 403)] as [(String?, Int)])
    func access(role: String?, status: Int) async throws {
        let product = try await door.create(CatalogDoor.body(sku: "B-1"))
        let path = "/v1/products/\(product.id)"
        #expect(try await door.send(.post, "/v1/products", CatalogDoor.body(sku: "B-2"), role: role).status == status)
        #expect(try await door.send(.patch, path, #"{"title":"x"}"#, role: role).status == status)
        #expect(try await door.send(.delete, path, role: role).status == status)
        #expect(try await door.send(.get, path).status == 200)
    }

    @Test("A current copy is answered with 304, and a write decided on an old one with 412")
    func conditions() async throws {
        let product = try await door.create(CatalogDoor.body(sku: "B-1"))
        let path = "/v1/products/\(product.id)"
        let current = try await door.send(.get, path, headers: ["if-none-match": "\"1\""])
        #expect(current.status == 304 && current.body.isEmpty && current.headers[.eTag] == "\"1\"")
        #expect(try await door.send(.get, path, headers: ["if-none-match": "\"2\""]).status == 200)
        let match = ["if-match": "\"1\""]
        #expect(try await door.send(.patch, path, #"{"title":"x"}"#, role: "admin", headers: match).status == 200)
        #expect(try await door.send(.patch, path, #"{"title":"y"}"#, role: "admin", headers: match).status == 412)
        #expect(try await door.send(.delete, path, role: "admin", headers: match).status == 412)
        #expect(try await door.send(.get, path, headers: ["if-none-match": "\"1\""]).status == 200)
        #expect(try await door.send(.delete, path, role: "admin", headers: ["if-match": "\"2\""]).status == 204)
    }

    @Test("A patch that changes nothing leaves the version and tells nobody")
    func emptyPatch() async throws {
        let product = try await door.create(CatalogDoor.body(sku: "B-1", title: "Dune"))
        let answer = try await door.send(.patch, "/v1/products/\(product.id)", #"{"title":"Dune"}"#, role: "admin")
        #expect(answer.status == 200 && answer.headers[.eTag] == "\"1\"")
        #expect(try await door.events().map(\.data.change) == [.created])
    }

    @Test("An sku is given once, without regard to case, and a patch cannot take another's")
    func skus() async throws {
        try await door.create(CatalogDoor.body(sku: "B-1"))
        let again = try await door.send(.post, "/v1/products", CatalogDoor.body(sku: "b-1"), role: "admin")
        #expect(again.status == 409 && again.code == "sku_taken")
        let other = try await door.create(CatalogDoor.body(sku: "B-2"))
        let path = "/v1/products/\(other.id)"
        let taken = try await door.send(.patch, path, #"{"sku":"B-1"}"#, role: "admin")
        #expect(taken.status == 409)
        #expect(try await door.send(.patch, path, #"{"sku":"b-2"}"#, role: "admin").status == 200)
    }

    @Test("A creation that is sent again with its key is answered alike and done once")
    func idempotency() async throws {
        let body = CatalogDoor.body(sku: "B-1")
        let first = try await door.send(.post, "/v1/products", body, role: "admin", headers: ["idempotency-key": "k"])
        let again = try await door.send(.post, "/v1/products", body, role: "admin", headers: ["idempotency-key": "k"])
        #expect(first.status == 201 && again.status == 201 && again.body == first.body)
        #expect(again.headers[.location] == first.headers[.location])
        let other = CatalogDoor.body(sku: "B-2")
        let mixed = try await door.send(.post, "/v1/products", other, role: "admin", headers: ["idempotency-key": "k"])
        #expect(mixed.status == 422)
        #expect(try await door.all("/v1/products").count == 1)
    }

    @Test("Creations that come twice at once make one product")
    func concurrentIdempotency() async throws {
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<10 {
                group.addTask { [door] in
                    try await door.send(
                        .post, "/v1/products", CatalogDoor.body(sku: "B-1"), role: "admin",
                        headers: ["idempotency-key": "k"]
                    ).status
                }
            }
            return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
        }
        #expect(statuses.isSubset(of: [201, 409]) && statuses.contains(201))
        #expect(try await door.all("/v1/products").count == 1)
    }

    @Test("A claim that another instance has taken over undoes the creation")
    func overtaken() async throws {
        let keys = try #require(door.service.idempotency)
        let key = try #require(IdempotencyKey(scope: "s", value: "k"))
        let print = RequestFingerprint(method: "POST", target: "/", body: [])
        guard case .new(let claim) = try await keys.begin(key, fingerprint: print) else {
            Issue.record("the key is not new")
            return
        }
        try await keys.abandon(claim)
        let draft = try ProductDraft(document: try JSONValue(parsing: CatalogDoor.body(sku: "B-1")))
        let now = door.clock.now()
        let product = draft.product(id: .make(), createdAt: now, updatedAt: now, version: 1)
        await #expect(throws: CatalogError.overtaken) {
            try await door.service.store.create(
                product, finishing: claim, of: keys, with: StoredAnswer(status: 201, fields: [], body: []))
        }
        #expect(try await door.all("/v1/products").isEmpty)
    }

    @Test("Every change tells of itself in the transaction that makes it, as a CloudEvent in the order of changes")
    func events() async throws {
        let product = try await door.create(CatalogDoor.body(sku: "B-1"))
        let path = "/v1/products/\(product.id)"
        _ = try await door.send(.patch, path, #"{"active":false}"#, role: "admin")
        _ = try await door.send(.delete, path, role: "admin")
        let events = try await door.events()
        #expect(events.map(\.data.change) == [.created, .updated, .deleted])
        #expect(events.map(\.data.product.version) == [1, 2, 2])
        #expect(Set(events.map(\.id)).count == 3)
        #expect(events.allSatisfy { $0.subject == product.id.description && $0.specversion == "1.0" })
    }

    @Test("Waiting events are bounded, the oldest go")
    func eventBound() async throws {
        let door = try CatalogDoor(settings: ["events.kept": "100"])
        for number in 0..<120 { try await door.create(CatalogDoor.body(sku: "B-\(number)")) }
        let events = try await door.events()
        #expect(events.count == 100 && events.last?.data.product.sku == "B-119")
    }

    @Test("An acknowledged product is there for another instance at once, and its memory never answers an old version")
    func instances() async throws {
        let other = try CatalogDoor(on: door.directory, clock: door.clock)
        let products = try await [
            door.create(CatalogDoor.body(sku: "B-1")), door.create(CatalogDoor.body(sku: "B-2")),
        ]
        for product in products {
            #expect(try await other.send(.get, "/v1/products/\(product.id)").status == 200)
        }
        let path = "/v1/products/\(products[0].id)"
        for version in 2...20 {
            let writer = version.isMultiple(of: 2) ? door : other
            let reader = version.isMultiple(of: 2) ? other : door
            let patch = #"{"title":"Title \#(version)"}"#
            #expect(try await writer.send(.patch, path, patch, role: "admin").status == 200)
            #expect(try await reader.send(.get, path).headers[.eTag] == "\"\(version)\"")
        }
        #expect(try await other.send(.delete, path, role: "admin").status == 204)
        #expect(try await door.send(.get, path).status == 404)
    }
}

extension CatalogDoor {
    /// The events of products that wait, oldest first, each held against its schema.
    func events() async throws -> [ProductChanged] {
        let payloads = try await service.store.store.read { db in
            try Data.fetchAll(
                db, sql: "SELECT payload FROM mesh_outbox WHERE topic = ? ORDER BY sequence",
                arguments: [ProductChanged.type])
        }
        return try payloads.map { payload in
            #expect(try ProductChanged.schema.validate(JSONValue(parsing: Array(payload))).isEmpty)
            return try JSONDecoder().decode(ProductChanged.self, from: payload)
        }
    }
}
