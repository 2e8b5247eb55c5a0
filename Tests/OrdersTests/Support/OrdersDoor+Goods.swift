import CatalogAPI
import HTTPTypes
import MeshCore
import OrdersAPI
import Testing

extension OrdersDoor {
    /// Puts something on sale, as an admin of the catalog.
    @discardableResult
    func sell(
        _ sku: String, price: Int64 = 1000, currency: String = "EUR", stock: Int64 = 10, active: Bool = true
    ) async throws -> Product {
        let body = """
            {"sku": "\(sku)", "title": "Thing \(sku)", "category": "things",
            "price": {"amount": \(price), "currency": "\(currency)"}, "active": \(active)}
            """
        let answer = try await catalog.send(.post, "/v1/products", body, token: "admin")
        try #require(answer.status == 201, "\(answer)")
        if stock > 0 {
            let movement = #"{"quantity": \#(stock), "reason": "received"}"#
            let moved = try await catalog.send(.post, "/v1/stock/\(sku)/movements", movement, token: "admin")
            try #require(moved.status == 201, "\(moved)")
        }
        return try answer.decode()
    }

    /// Changes the price of a product.
    func reprice(_ product: Product, to price: Int64) async throws {
        let answer = try await catalog.send(
            .patch, "/v1/products/\(product.id)", #"{"price": {"amount": \#(price)}}"#, token: "admin")
        try #require(answer.status == 200, "\(answer)")
    }

    /// How many there are on hand.
    func onHand(_ sku: String) async throws -> Int64 {
        let level: StockLevel = try await catalog.send(.get, "/v1/stock/\(sku)").decode()
        return level.onHand
    }
}
