import Foundation
import Testing

/// What a buyer and the shop's people do, through the gateway.
@Suite("The shop sells", .localMesh, .serialized)
struct ShopTests {
    private struct Cart: Decodable {
        struct Line: Decodable {
            let sku: String
            let quantity: Int
        }
        let id: String
        let secret: String?
        let lines: [Line]
    }
    private struct Order: Decodable {
        let id: String
        let state: String
        let total: Money
    }
    private struct Money: Decodable, Equatable {
        let amount: Int
        let currency: String
    }
    private struct Stock: Decodable {
        let onHand: Int
        let reserved: Int
        let available: Int
    }

    @Test("A guest fills a cart, checks out once, and gets an invoice", arguments: Curl.Version.allCases)
    func checkout(over version: Curl.Version) async throws {
        let mesh = try LocalMesh.required()
        let shop = Curl(version: version, base: mesh.url, token: try await mesh.token(role: "admin"))
        let guest = Curl(version: version, base: mesh.url)
        let sku = "SHOP-\(UUID().uuidString.prefix(8))"
        let created = try await shop.send(
            "POST", "/v1/products",
            json: """
                {"sku": "\(sku)", "title": "Brass orrery", "category": "models/brass", "price": {"amount": 19900, "currency": "EUR"}}
                """)
        #expect(created.status == 201, "\(created)")
        let received = try await shop.send(
            "POST", "/v1/stock/\(sku)/movements", json: #"{"quantity": 3, "reason": "received"}"#)
        #expect(received.status == 201, "\(received)")

        let opened = try await guest.send("POST", "/v1/carts", json: #"{"currency": "EUR"}"#)
        #expect(opened.status == 201, "\(opened)")
        let cart = try opened.decode(Cart.self)
        let secret = "cart-secret: \(try #require(cart.secret))"
        let filled = try await guest.send(
            "PUT", "/v1/carts/\(cart.id)/lines/\(sku)", json: #"{"quantity": 2}"#, headers: [secret])
        #expect(filled.status == 200, "\(filled)")
        #expect(try await guest.send("GET", "/v1/carts/\(cart.id)").status == 404, "a cart is its holder's alone")

        let request = """
            {"email": "ada@example.org", "payment": {"method": "invoice"}, "shippingAddress": {"name": "Ada Lovelace",
             "line1": "12 St James's Square", "city": "London", "postalCode": "SW1Y 4JH", "country": "GB"}}
            """
        let key = "idempotency-key: \(sku)"
        let bought = try await guest.send(
            "POST", "/v1/carts/\(cart.id)/checkout", json: request, headers: [secret, key])
        #expect(bought.status == 201, "\(bought)")
        let order = try bought.decode(Order.self)
        #expect(order.state == "paid" && order.total == Money(amount: 39_800, currency: "EUR"))
        let again = try await guest.send(
            "POST", "/v1/carts/\(cart.id)/checkout", json: request, headers: [secret, key])
        #expect(try again.decode(Order.self).id == order.id, "the same key places no second order")

        let stock = try await guest.send("GET", "/v1/stock/\(sku)").decode(Stock.self)
        #expect(stock.onHand == 1 && stock.reserved == 0 && stock.available == 1)
        let invoice = try await shop.send("GET", "/v1/orders/\(order.id)/invoice")
        #expect(invoice.status == 200 && invoice.headers["content-type"]?.hasPrefix("text/html") == true, "\(invoice)")
        #expect(try await guest.send("GET", "/v1/orders/\(order.id)").status >= 400, "an order is its buyer's alone")
    }

    @Test("No sequence of requests breaks the stock or gets a 5xx")
    func sequences() async throws {
        let mesh = try LocalMesh.required()
        let script = LocalMesh.root.appending(path: "orchestration/contract/shop.py").path(percentEncoded: false)
        let result = try await Python().run(
            script: script,
            [mesh.url, try await mesh.token(role: "admin"), "--examples", "12", "--steps", "25"])
        #expect(result.exitCode == 0, "\(result.output)\n\(result.errors)")
        #expect(result.output.contains("sequences held"))
        let after = try await mesh.readyInstances()
        #expect(after.allSatisfy { $0.restarts == 0 }, "\(after)")
    }
}
