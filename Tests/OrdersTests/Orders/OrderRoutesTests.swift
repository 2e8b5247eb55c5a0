import Foundation
import HTTPTypes
import MeshCore
import MeshStore
import MeshTestKit
import OrdersAPI
import Testing

@testable import Orders

@Suite("Orders over HTTP")
struct OrderRoutesTests {
    @Test("An order is seen by its buyer and by admins, a guest's by its secret")
    func access() async throws {
        try await OrdersDoor.with { door in
            let anns = try await door.paidOrder()
            let path = "/v1/orders/\(anns.id)"
            let seen = try await door.send(.get, path, token: "user:ann")
            #expect(seen.status == 200 && seen.headers[.eTag] == "\"2\"")
            #expect(try seen.decode(Order.self) == anns)
            #expect(try await door.send(.get, path, token: "admin").status == 200)
            #expect(try await door.send(.get, path, token: "user:bob").status == 404)
            #expect(try await door.send(.get, path).status == 404)
            let current = try await door.send(.get, path, token: "user:ann", headers: ["if-none-match": "\"2\""])
            #expect(current.status == 304)
            let secret = CapabilitySecret.make()
            let guests = try await door.paidOrder(account: nil, secret: secret)
            let guestPath = "/v1/orders/\(guests.id)"
            #expect(try await door.send(.get, guestPath, headers: ["order-secret": secret.text]).status == 200)
            #expect(try await door.send(.get, guestPath, headers: ["order-secret": "guessed"]).status == 404)
            #expect(try await door.send(.get, guestPath, token: "user:ann").status == 404)
            #expect(try await door.send(.get, path, headers: ["order-secret": secret.text]).status == 404)
        }
    }

    @Test("An order that is called off is paid back and restocked, once")
    func cancel() async throws {
        try await OrdersDoor.with { door in
            try await door.sell("A-1", stock: 5)
            try await door.sell("B-2", stock: 0)
            let order = try await door.paidOrder()
            let path = "/v1/orders/\(order.id)/cancel"
            #expect(try await door.send(.post, path, "{}", token: "user:bob").status == 404)
            let stale = try await door.send(.post, path, "{}", token: "user:ann", headers: ["if-match": "\"1\""])
            #expect(stale.status == 412)
            for _ in 0..<3 {
                let answer = try await door.send(.post, path, #"{"reason": "Changed my mind."}"#, token: "user:ann")
                let cancelled: Order = try answer.decode()
                #expect(answer.status == 200 && cancelled.state == .cancelled, "\(answer)")
                #expect(cancelled.payment.refunded == order.total && cancelled.cancelReason == "Changed my mind.")
            }
            #expect(try await door.onHand("A-1") == 7)
            #expect(try await door.onHand("B-2") == 1)
            #expect(try await door.events().map(\.type) == [.placed, .paid, .cancelled, .refunded])
            let list: PurchaseList = try await door.send(.get, "/v1/orders/purchases", token: "user:ann").decode()
            #expect(list.items.map(\.quantity) == [0, 0])
            let refund = try await door.send(
                .post, "/v1/orders/\(order.id)/refunds", #"{"amount": {"amount": 1, "currency": "EUR"}}"#,
                token: "admin", headers: ["idempotency-key": "k"])
            #expect(refund.code == "refund_too_large")
        }
    }

    @Test("An order goes out once, arrives, and can no longer be called off")
    func shipping() async throws {
        try await OrdersDoor.with { door in
            let order = try await door.paidOrder()
            let path = "/v1/orders/\(order.id)"
            let parcel = #"{"carrier": "DHL", "number": "1"}"#
            #expect(try await door.send(.post, path + "/ship", parcel, token: "user:ann").status == 403)
            #expect(try await door.send(.post, path + "/deliver", token: "admin").code == "order_paid")
            for _ in 0..<2 {
                let shipped: Order = try await door.send(.post, path + "/ship", parcel, token: "admin").decode()
                #expect(shipped.tracking?.carrier == "DHL" && shipped.version == 3)
            }
            let twice = try await door.send(.post, path + "/ship", #"{"number": "2"}"#, token: "admin")
            #expect(twice.status == 409 && twice.code == "order_shipped")
            let late = try await door.send(.post, path + "/cancel", "{}", token: "user:ann")
            #expect(late.status == 409 && late.code == "order_shipped")
            #expect(try await door.send(.post, path + "/deliver", token: "admin").status == 200)
            let delivered: Order = try await door.send(.post, path + "/deliver", token: "admin").decode()
            #expect(delivered.state == .delivered && delivered.version == 4)
        }
    }

    @Test("An order that checkout still works on is not called off by its buyer")
    func placed() async throws {
        try await OrdersDoor.with { door in
            let order = Sample.order(at: door.clock.now())
            try await door.store.store.write { [store = door.store] db in try store.insert(order, secret: nil, db) }
            let answer = try await door.send(.post, "/v1/orders/\(order.id)/cancel", "{}", token: "user:ann")
            #expect(answer.status == 409 && answer.code == "order_placed")
            #expect(try await door.send(.get, "/v1/orders/\(order.id)/invoice", token: "user:ann").code == "no_invoice")
        }
    }

    @Test("The invoice is a page in which nothing of the buyer's is markup, and a PDF for who wants one")
    func invoice() async throws {
        try await OrdersDoor.with { door in
            var line = Sample.line("A-1", quantity: 2, price: 1190)
            line.title = #"<script>alert("1")</script> & more"#
            let order = try await door.paidOrder(lines: [line])
            let path = "/v1/orders/\(order.id)/invoice"
            let page = try await door.send(.get, path, token: "user:ann")
            #expect(page.status == 200 && page.headers[.contentType] == "text/html; charset=utf-8")
            #expect(page.text.contains("Invoice R2026-000001") && page.text.contains("23.80 EUR"))
            #expect(page.text.contains("3.80 EUR") && page.text.contains("20.00 EUR"))
            #expect(page.text.contains("&lt;script&gt;") && !page.text.contains("<script"))
            #expect(page.text.contains("Example &amp; Co."))
            #expect(page.headers[.contentSecurityPolicy]?.contains("default-src 'none'") == true)
            for (query, accept) in [("?format=pdf", "*/*"), ("", "application/pdf")] {
                let file = try await door.send(.get, path + query, token: "user:ann", headers: ["accept": accept])
                #expect(file.status == 200 && file.headers[.contentType] == "application/pdf", "\(file.status)")
                #expect(file.body.starts(with: Data("%PDF-".utf8)))
            }
            #expect(try await door.send(.get, path + "?format=xml", token: "user:ann").status == 400)
            #expect(try await door.send(.get, path, token: "user:bob").status == 404)
        }
    }
}
