import CatalogAPI
import GRDB
import HTTPTypes
import MeshCore
import MeshStore
import MeshTestKit
import Testing

@testable import Catalog

@Suite("Lists of products")
struct ListRoutesTests {
    private let door: CatalogDoor

    init() throws {
        door = try CatalogDoor()
    }

    /// Twelve products of two categories, two currencies and several prices, every third not active, a second apart.
    private func fill() async throws -> [Product] {
        var products: [Product] = []
        for number in 0..<12 {
            door.clock.advance(by: .seconds(1))
            products.append(
                try await door.create(
                    CatalogDoor.body(
                        sku: "S-\(number)", title: "Thing \(number)", category: number < 8 ? "books" : "games",
                        amount: Int64(number * 37 % 10) * 100, currency: number % 4 == 0 ? "USD" : "EUR",
                        active: !number.isMultiple(of: 3))))
        }
        return products
    }

    @Test("Pages of any size hold every product once, the newest first")
    func pages() async throws {
        let expected = try await fill().reversed().map(\.sku)
        for limit in [1, 5, 12, 100] {
            #expect(try await door.all("/v1/products?limit=\(limit)").map(\.sku) == expected)
        }
    }

    @Test("Filters hold alone and together, page by page")
    func filters() async throws {
        let all = try await fill()
        let since = all[5].updatedAt
        let cases: [(query: String, holds: (Product) -> Bool)] = [
            ("category=games", { $0.category == "games" }),
            ("active=true", { $0.active }),
            ("active=false&category=books", { !$0.active && $0.category == "books" }),
            ("sku=s-7", { $0.sku == "S-7" }),
            ("sku=S-3&active=true", { $0.sku == "S-3" && $0.active }),
            ("updatedSince=\(since)", { $0.updatedAt >= since }),
            (
                "updatedSince=\(since)&category=games&active=true",
                { $0.updatedAt >= since && $0.category == "games" && $0.active }
            ),
            ("minPrice=300", { $0.price.amount >= 300 && $0.price.currency == .eur }),
            (
                "minPrice=100&maxPrice=500&currency=USD",
                { (100...500).contains($0.price.amount) && $0.price.currency == .usd }
            ),
            (
                "currency=EUR&category=books&active=true",
                { $0.price.currency == .eur && $0.category == "books" && $0.active }
            ),
            (
                "minPrice=300&updatedSince=\(since)",
                { $0.price.amount >= 300 && $0.price.currency == .eur && $0.updatedAt >= since }
            ),
            ("minPrice=500&maxPrice=100", { _ in false }),
            ("currency=eur", { _ in false }),
        ]
        for (query, holds) in cases {
            let found = try await door.all("/v1/products?limit=2&\(query)")
            #expect(Set(found.map(\.sku)) == Set(all.filter(holds).map(\.sku)), "\(query)")
            #expect(found.count == all.filter(holds).count, "\(query)")
        }
        let byPrice = try await door.all("/v1/products?limit=2&minPrice=0").map(\.price.amount)
        #expect(byPrice == byPrice.sorted() && byPrice.count == 9)
        let byTime = try await door.all("/v1/products?limit=2&updatedSince=\(all[0].updatedAt)").map(\.updatedAt)
        #expect(byTime == byTime.sorted() && byTime.count == 12)
    }

    @Test("A cursor belongs to its list, and nobody makes one up")
    func cursors() async throws {
        _ = try await fill()
        let page: ProductList = try await door.send(.get, "/v1/products?limit=2").decode()
        let cursor = try #require(page.nextCursor)
        #expect(try await door.send(.get, "/v1/products?limit=3&cursor=\(cursor)").status == 200)
        for path in [
            "/v1/products?category=books&cursor=\(cursor)", "/v1/products?cursor=\(cursor)x",
            "/v1/products?cursor=AAAA",
            "/v1/products?cursor=%00", "/v1/products/search?q=thing&cursor=\(cursor)",
        ] {
            let answer = try await door.send(.get, path)
            #expect(answer.status == 400 && answer.fields == ["cursor"], "\(path): \(answer)")
        }
    }

    @Test("Every list is served by an index, without a scan and without a sort")
    func plans() async throws {
        let now = Timestamp(milliseconds: 0)
        let queries: [ProductQuery] = [nil, "books"].flatMap { category in
            [nil, true, false].flatMap { active in
                [
                    ProductQuery(category: category, active: active),
                    ProductQuery(category: category, active: active, minPrice: 1, maxPrice: 9),
                    ProductQuery(category: category, active: active, currency: .usd),
                    ProductQuery(category: category, active: active, updatedSince: now),
                    ProductQuery(category: category, active: active, minPrice: 1, updatedSince: now),
                    ProductQuery(category: category, active: active, sku: "x"),
                ]
            }
        }
        for query in queries {
            let position: ListPosition =
                switch ListOrder(query) {
                case .newest: .newest(7)
                case .price: .price(5, 7)
                case .updated: .updated(5, 7)
                }
            for place in [nil, position] {
                let statement = ListStatement(query, in: query.category == nil ? 0 : 3, after: place, limit: 10)
                let plan = try await door.service.store.store.read { db in
                    try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(statement.sql)", arguments: statement.arguments)
                        .map { $0["detail"] as String }
                }
                #expect(!plan.contains { $0.contains("SCAN") || $0.contains("TEMP B-TREE") }, "\(query): \(plan)")
                #expect(plan.contains { $0.contains("SEARCH product USING INTEGER PRIMARY KEY") }, "\(query): \(plan)")
                let lists = plan.count { $0.contains("SEARCH list USING PRIMARY KEY (list=?") }
                #expect(lists == (query.sku != nil ? 0 : query.active == nil ? 2 : 1), "\(query): \(plan)")
            }
        }
    }

    @Test(
        "A parameter that breaks its rule is named",
        arguments: [
            ("limit=0", "limit"), ("limit=101", "limit"), ("limit=ten", "limit"), ("active=maybe", "active"),
            ("minPrice=-1", "minPrice"), ("maxPrice=9223372036854775808", "maxPrice"),
            ("updatedSince=today", "updatedSince"),
            ("currency=EURO", "currency"), ("colour=red", "colour"), ("limit=1&limit=2", "limit"), ("sku=", "sku"),
        ])
    func badParameters(query: String, field: String) async throws {
        let answer = try await door.send(.get, "/v1/products?\(query)")
        #expect(answer.status == 400 && answer.fields == [field], "\(answer)")
    }
}
