import CatalogAPI
import HTTPTypes
import MeshCore
import Testing

extension CatalogDoor {
    /// The JSON of a product to create.
    static func body(
        sku: String, title: String = "A book", description: String = "", category: String = "books",
        amount: Int64 = 1999,
        currency: String = "EUR", active: Bool = true, attributes: JSONValue = [:]
    ) -> String {
        let document: JSONValue = [
            "sku": .string(sku), "title": .string(title), "description": .string(description),
            "category": .string(category), "attributes": attributes,
            "price": ["amount": .int(amount), "currency": .string(currency)], "active": .bool(active),
        ]
        return document.description
    }

    /// Creates a product as an admin.
    @discardableResult
    func create(_ body: String, key: String? = nil) async throws -> Product {
        let answer = try await send(
            .post, "/v1/products", body, role: "admin", headers: key.map { ["idempotency-key": $0] } ?? [:])
        try #require(answer.status == 201, "\(answer)")
        return try answer.decode()
    }

    /// All pages of a list.
    func all(_ path: String) async throws -> [Product] {
        var items: [Product] = []
        var next = path
        while true {
            let answer = try await send(.get, next)
            try #require(answer.status == 200, "\(answer)")
            let page: ProductList = try answer.decode()
            items += page.items
            guard let cursor = page.nextCursor else { return items }
            next = "\(path)\(path.contains("?") ? "&" : "?")cursor=\(cursor)"
        }
    }
}
