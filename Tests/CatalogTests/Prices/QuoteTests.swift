import CatalogAPI
import HTTPTypes
import MeshCore
import MeshTestKit
import Testing

@testable import Catalog

@Suite("Quotes")
struct QuoteTests {
    private let door: CatalogDoor

    init() throws {
        door = try CatalogDoor()
    }

    private func quote(_ body: String, role: String? = nil) async throws -> CatalogDoor.Answer {
        try await door.send(.post, "/v1/prices/quote", body, role: role)
    }

    @Test("A product without lists costs its own price, and a line that has none says why")
    func basePrices() async throws {
        let book = try await door.create(CatalogDoor.body(sku: "BOOK", amount: 1999))
        try await door.create(CatalogDoor.body(sku: "GONE", active: false))
        try await door.create(CatalogDoor.body(sku: "DOLLAR", currency: "USD"))
        try await door.create(CatalogDoor.body(sku: "DEAR", amount: ProductFields.largestAmount))
        let answer = try await quote(
            """
            {"currency": "EUR", "lines": [{"sku": "book", "quantity": 3}, {"sku": "NONE", "quantity": 1},
            {"sku": "GONE", "quantity": 1}, {"sku": "DOLLAR", "quantity": 1}, {"sku": "DEAR", "quantity": 2}]}
            """)
        #expect(answer.status == 200, "\(answer)")
        let quote: PriceQuote = try answer.decode()
        #expect(quote.at == door.clock.now() && quote.validUntil == nil)
        #expect(quote.lines.map(\.problem) == [nil, .unknownSKU, .inactive, .noPrice, .tooLarge])
        let price = Money(amount: 1999, currency: .eur)
        #expect(quote.lines[0].productId == book.id && quote.lines[0].sku == "BOOK")
        #expect(quote.lines[0].unitPrice == price && quote.lines[0].listPrice == price)
        #expect(quote.lines[0].total == Money(amount: 5997, currency: .eur))
    }

    @Test(
        "What is no quote is refused, and the field named",
        arguments: [
            (#"{"currency": "EUR", "lines": []}"#, "lines"),
            (#"{"currency": "eur", "lines": [{"sku": "A", "quantity": 1}]}"#, "currency"),
            (#"{"currency": "EUR", "lines": [{"sku": "A", "quantity": 0}]}"#, "lines[0].quantity"),
            (#"{"currency": "EUR", "lines": [{"sku": "A", "quantity": 1000001}]}"#, "lines[0].quantity"),
            (#"{"currency": "EUR", "country": "de", "lines": [{"sku": "A", "quantity": 1}]}"#, "country"),
        ])
    func refusals(body: String, field: String) async throws {
        let answer = try await quote(body)
        #expect(answer.status == 400 && answer.fields == [field], "\(answer)")
    }

    @Test("Nobody gives themselves a customer group")
    func groups() async throws {
        let answer = try await quote(
            #"{"currency": "EUR", "customerGroup": "staff", "lines": [{"sku": "A", "quantity": 1}]}"#)
        #expect(answer.status == 403, "\(answer)")
    }
}
