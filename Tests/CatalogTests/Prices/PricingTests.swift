import CatalogAPI
import HTTPTypes
import MeshCore
import MeshTestKit
import Testing

@testable import Catalog

@Suite("Prices by lists and rules")
struct PricingTests {
    private let door: CatalogDoor

    init() throws {
        door = try CatalogDoor()
    }

    @Test("A list gives the price for whom it holds, by quantity; its currency is its own")
    func lists() async throws {
        try await door.create(CatalogDoor.body(sku: "A", amount: 1000))
        try await door.put(
            #"{"sku": "A", "amount": 900}, {"sku": "A", "minQuantity": 10, "amount": 850}"#,
            into: try await door.createList("web", #""channel": "web""#))
        try await door.put(#"{"sku": "A", "amount": 1100}"#, into: try await door.createList("usd", currency: "USD"))
        try await door.put(
            #"{"sku": "A", "amount": 500}"#, into: try await door.createList("trade", #""customerGroup": "trade""#))
        #expect(try await door.price("A") == 1000)
        #expect(try await door.price("A", 1, #""channel": "web""#) == 900)
        #expect(try await door.price("A", 9, #""channel": "web""#) == 900)
        #expect(try await door.price("A", 10, #""channel": "web""#) == 850)
        #expect(try await door.quote("A", currency: "USD").line.unitPrice == Money(amount: 1100, currency: .usd))
        #expect(try await door.quote("A", currency: "GBP").line.problem == .noPrice)
        #expect(try await door.price("A", 1, #""channel": "web", "customerGroup": "trade""#, role: "admin") == 500)
        let line = try await door.quote("a", 10, #""channel": "web""#).line
        #expect(line.sku == "A" && line.total?.amount == 8500 && line.listPrice?.amount == 850)
    }

    @Test("Nobody but admins and services of the mesh gets the prices of a customer group")
    func groups() async throws {
        for role in [nil, "user"] {
            let answer = try await door.send(
                .post, "/v1/prices/quote",
                #"{"currency": "EUR", "customerGroup": "trade", "lines": [{"sku": "A", "quantity": 1}]}"#, role: role)
            #expect(answer.status == 403)
        }
    }

    @Test("A sale is shown beside the price without it; a list that is withdrawn, or not active, gives none")
    func sales() async throws {
        let book = try await door.create(CatalogDoor.body(sku: "A", amount: 1000))
        let sale = try await door.createList("sale", #""kind": "sale", "priority": 1"#)
        try await door.put(#"{"sku": "A", "amount": 700}"#, into: sale)
        try await door.put(#"{"sku": "A", "amount": 950}"#, into: try await door.createList("regular"))
        let line = try await door.quote("A").line
        #expect(line.unitPrice?.amount == 700 && line.listPrice?.amount == 950)
        #expect(line.priceListId == sale.id.description && line.productId == book.id)
        _ = try await door.send(.patch, "/v1/price-lists/\(sale.id)", #"{"active": false}"#, role: "admin")
        #expect(try await door.price("A") == 950)
        _ = try await door.send(.patch, "/v1/price-lists/\(sale.id)", #"{"active": true}"#, role: "admin")
        #expect(try await door.price("A") == 700)
        _ = try await door.send(.delete, "/v1/price-lists/\(sale.id)", role: "admin")
        #expect(try await door.price("A") == 950)
    }

    @Test("Rules are applied on top, and gone when they are removed")
    func rules() async throws {
        try await door.create(CatalogDoor.body(sku: "A", category: "books/poetry", amount: 1000))
        let terms = #"{"source": "demand", "category": "books", "adjustment": {"kind": "percent", "value": 1500}}"#
        let created = try await door.put(rule: "demand:books", terms)
        let again = try await door.put(rule: "demand:books", terms)
        #expect(created.status == 201 && again.status == 200 && created.body == again.body)
        #expect(created.headers[.eTag] == again.headers[.eTag])
        let line = try await door.quote("A").line
        #expect(line.unitPrice?.amount == 1150 && line.listPrice?.amount == 1000 && line.ruleIds == ["demand:books"])
        let wrong = try await door.send(
            .delete, "/v1/price-rules/demand:books", role: "admin", headers: ["if-match": "\"x\""])
        #expect(wrong.status == 412)
        let onlyNew = try await door.send(
            .put, "/v1/price-rules/demand:books", terms, role: "admin", headers: ["if-none-match": "*"])
        #expect(onlyNew.status == 412)
        #expect(try await door.put(rule: "a b", terms).fields == ["id"])
        let page: PriceRulePage = try await door.send(.get, "/v1/price-rules", role: "admin").decode()
        #expect(page.items.map(\.id) == ["demand:books"])
        #expect(try await door.send(.delete, "/v1/price-rules/demand:books", role: "admin").status == 204)
        #expect(try await door.send(.get, "/v1/price-rules/demand:books", role: "admin").status == 404)
        #expect(try await door.price("A") == 1000)
        #expect(try await door.audit().map(\.action) == [.ruleSet, .ruleDeleted])
    }

    @Test("A variant costs its own price, or the product's; the product itself is not sold then")
    func variants() async throws {
        try await door.create(
            """
            {"sku": "SHIRT", "title": "Shirt", "category": "clothes", "price": {"amount": 2000, "currency": "EUR"},
            "variants": [{"sku": "SHIRT-M", "options": {"size": "M"}},
            {"sku": "SHIRT-L", "options": {"size": "L"}, "price": {"amount": 2200, "currency": "EUR"}}]}
            """)
        #expect(try await door.quote("SHIRT").line.problem == .unknownSKU)
        let medium = try await door.quote("shirt-m").line
        #expect(medium.unitPrice?.amount == 2000 && medium.variant == ["size": "M"] && medium.available == 0)
        #expect(try await door.price("SHIRT-L") == 2200)
    }

    @Test("A product's page has each SKU's prices by quantity, and says until when they hold")
    func productPage() async throws {
        let product = try await door.create(CatalogDoor.body(sku: "A", amount: 1000))
        let end = door.clock.now() + .seconds(60)
        try await door.put(
            #"{"sku": "A", "minQuantity": 10, "amount": 900}, {"sku": "A", "minQuantity": 20, "amount": 900}, {"sku": "A", "minQuantity": 50, "amount": 800}"#,
            into: try await door.createList("tiers", #""validUntil": "\#(end)""#))
        let answer = try await door.send(.get, "/v1/products/\(product.id)/prices?currency=EUR")
        let prices: ProductPrices = try answer.decode()
        #expect(prices.items.first?.tiers.map(\.minQuantity) == [1, 10, 50])
        #expect(prices.items.first?.tiers.map(\.unitPrice.amount) == [1000, 900, 800])
        #expect(prices.items.first?.listPrice?.amount == 1000 && prices.validUntil == end)
        let dollars: ProductPrices = try await door.send(.get, "/v1/products/\(product.id)/prices?currency=USD")
            .decode()
        #expect(dollars.items.first?.problem == .noPrice)
        #expect(try await door.send(.get, "/v1/products/\(Product.ID.make())/prices?currency=EUR").status == 404)
        #expect(try await door.send(.get, "/v1/products/\(product.id)/prices?currency=eur").fields == ["currency"])
    }

    @Test("An instance never quotes by a list or rule that another one has changed")
    func instances() async throws {
        let other = try CatalogDoor(on: door.directory, clock: door.clock)
        try await door.create(CatalogDoor.body(sku: "A", amount: 1000))
        let list = try await door.createList("a")
        try await door.put(#"{"sku": "A", "amount": 900}"#, into: list)
        for round in 0..<100 {
            let (writer, reader) = round.isMultiple(of: 2) ? (door, other) : (other, door)
            let isActive = round % 4 < 2
            _ = try await writer.send(
                .patch, "/v1/price-lists/\(list.id)", #"{"active": \#(isActive)}"#, role: "admin")
            #expect(try await reader.price("A") == (isActive ? 900 : 1000))
            #expect(try await writer.price("A") == (isActive ? 900 : 1000))
        }
        for number in 0..<80 {
            _ = try await door.put(
                rule: "r\(number)",
                #"{"source": "t", "sku": "A", "currency": "EUR", "adjustment": {"kind": "fixed", "value": -1}}"#)
        }
        #expect(try await other.price("A") == 920)
        #expect(try await other.quote("A").line.ruleIds.count == 80)
    }

    @Test("Two hundred lines are quoted from one snapshot while prices change")
    func snapshot() async throws {
        try await door.create(CatalogDoor.body(sku: "A", amount: 1000))
        let list = try await door.createList("a")
        let line = #"{"sku": "A", "quantity": 1}"#
        let body = #"{"currency": "EUR", "lines": [\#(Array(repeating: line, count: 200).joined(separator: ","))]}"#
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [door] in
                for round in 1...30 { try await door.put(#"{"sku": "A", "amount": \#(round)}"#, into: list) }
            }
            for _ in 0..<2 {
                group.addTask { [door] in
                    for _ in 0..<15 {
                        let answer = try await door.send(.post, "/v1/prices/quote", body)
                        let quote: PriceQuote = try answer.decode()
                        #expect(quote.lines.count == 200 && Set(quote.lines.map(\.unitPrice?.amount)).count == 1)
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
