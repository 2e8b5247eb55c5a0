import Foundation
import GRDB
import HTTPTypes
import MeshCore
import MeshStore
import MeshTestKit
import OrdersAPI
import Testing

@testable import Orders

/// One instance of orders in a ``CheckoutShop``.
struct CheckoutInstance: Sendable {
    let service: OrdersService
    let shop: CheckoutShop
    let door: ServiceDoor

    static let secret = CapabilitySecret(text: "0123456789abcdef0123456789abcdef")

    /// What is sent to check out.
    static func body(
        method: String = "invoice", email: String = "ann@example.org", expectedTotal: Int64? = nil
    ) throws -> String {
        try StoredJSON.text(
            CheckOutCart(
                email: email, shippingAddress: Sample.address,
                payment: PaymentChoice(
                    method: method == "stripe" ? .stripe : .invoice,
                    paymentMethod: method == "stripe" ? "pm_card_visa" : nil),
                expectedTotal: expectedTotal.map(Sample.eur)))
    }

    /// Fills a cart; a guest's unless it is somebody's.
    func cart(_ lines: [String: Int], account: String? = nil) async throws -> Cart.ID {
        let id = Cart.ID.make()
        try await service.store.store.write { [clock = shop.clock] db in
            try CheckoutCarts.insert(id, lines, account: account, secret: Self.secret, at: clock.now(), db)
        }
        return id
    }

    /// Checks a cart out.
    func checkOut(
        _ cart: Cart.ID, key: String? = "key", _ body: String? = nil, token: String? = nil,
        headers: [String: String] = [:]
    ) async throws -> ServiceDoor.Answer {
        var headers = headers
        headers["Cart-Secret"] = Self.secret.text
        if let key { headers["Idempotency-Key"] = key }
        return try await door.send(
            .post, "/v1/carts/\(cart)/checkout", try body ?? Self.body(), token: token, headers: headers)
    }

    /// Reads or changes a checkout as its guest.
    func ask(_ method: HTTPRequest.Method, _ path: String) async throws -> ServiceDoor.Answer {
        try await door.send(method, path, headers: ["Cart-Secret": Self.secret.text])
    }

    /// What the store holds of a cart.
    func state(of cart: Cart.ID) async throws -> String? {
        try await service.store.store.read { db in
            try String.fetchOne(db, sql: "SELECT state FROM cart WHERE id = ?", arguments: [cart.description])
        }
    }

    /// The orders of a cart.
    func orders(of cart: Cart.ID) async throws -> [Order] {
        try await service.store.store.read { db in
            try Row.fetchAll(
                db, sql: "SELECT \(OrderRow.columns) FROM shop_order WHERE cart_id = ?", arguments: [cart.description]
            ).map(OrderRow.order)
        }
    }

    /// The checkouts of a cart, as kept.
    func checkouts(of cart: Cart.ID) async throws -> [CheckoutRecord] {
        try await service.store.store.read { db in
            try Row.fetchAll(
                db, sql: "SELECT \(CheckoutRow.columns) FROM checkout WHERE cart_id = ? ORDER BY number",
                arguments: [cart.description]
            ).map(CheckoutRow.record)
        }
    }

    /// The topics of the events that wait.
    func topics() async throws -> [String] {
        try await service.store.store.read { db in try Outbox.oldest(1000, db).map(\.topic) }
    }
}
