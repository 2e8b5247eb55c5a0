import CatalogAPI
import HTTPTypes
import MeshCore
import MeshTestKit
import Testing

@testable import Catalog

@Suite("The products' own prices in the audit")
struct ProductPricingTests {
    @Test("A new own price is audited and told, with who set it; other changes are not")
    func productPrice() async throws {
        let door = try CatalogDoor()
        let product = try await door.create(CatalogDoor.body(sku: "A", amount: 1000))
        let path = "/v1/products/\(product.id)"
        _ = try await door.send(.patch, path, #"{"title": "Other"}"#, role: "admin")
        #expect(try await door.audit().isEmpty)
        #expect(try await door.priceEvents().isEmpty)
        door.clock.advance(by: .seconds(5))
        _ = try await door.send(.patch, path, #"{"price": {"amount": 900}}"#, role: "admin")
        let entry = try #require(try await door.audit("&sku=a").first)
        #expect(entry.action == .productPriced && entry.author == "acc_admin" && entry.at == door.clock.now())
        #expect(
            entry.before == ["amount": 1000, "currency": "EUR"] && entry.after == ["amount": 900, "currency": "EUR"])
        let event = try #require(try await door.priceEvents().first)
        #expect(event.data.what == .product && event.data.productId == product.id && event.data.skus == ["A"])
        #expect(event.subject == product.id.description && event.time == door.clock.now())
    }

    @Test("A product's price is that of the variants without one of their own")
    func variants() async throws {
        let door = try CatalogDoor()
        let product = try await door.create(
            """
            {"sku": "S", "title": "Shirt", "category": "clothes", "price": {"amount": 2000, "currency": "EUR"},
            "variants": [{"sku": "S-M", "options": {"size": "M"}},
            {"sku": "S-L", "options": {"size": "L"}, "price": {"amount": 2200, "currency": "EUR"}}]}
            """)
        _ = try await door.send(
            .patch, "/v1/products/\(product.id)", #"{"price": {"amount": 1900}}"#, role: "admin")
        #expect(try await door.audit().map(\.sku) == ["S-M"])
        #expect(try await door.priceEvents().map(\.data.skus) == [["S-M"]])
        #expect(try await door.price("S-M") == 1900)
    }
}
