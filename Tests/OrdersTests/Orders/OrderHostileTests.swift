import HTTPTypes
import MeshCore
import OrdersAPI
import Testing

@testable import Orders

@Suite("Orders and hostile input")
struct OrderHostileTests {
    @Test("Every bad request is refused as one")
    func refused() async throws {
        try await OrdersDoor.with { door in
            let order = try await door.paidOrder()
            let path = "/v1/orders/\(order.id)"
            let refund = { (amount: String) in #"{"amount": {"amount": \#(amount), "currency": "EUR"}}"# }
            let cases: [(path: String, body: String, status: Int)] = [
                ("\(path)/refunds", refund("0"), 400), ("\(path)/refunds", refund("-5"), 400),
                ("\(path)/refunds", refund("1.5"), 400), ("\(path)/refunds", refund("9223372036854775807"), 400),
                ("\(path)/refunds", refund("9007199254740991"), 409), ("\(path)/refunds", refund("null"), 400),
                ("\(path)/refunds", #"{"amount": {"amount": 1, "currency": "USD"}}"#, 400),
                ("\(path)/refunds", #"{"amount": 1}"#, 400), ("\(path)/refunds", "{}", 400),
                ("\(path)/refunds", #"{"amount": {"amount": 1, "currency": "EUR"}, "reason": "a\u0000b"}"#, 400),
                ("\(path)/cancel", #"{"reason": 1}"#, 400), ("\(path)/cancel", "[]", 400), ("\(path)/cancel", "", 400),
                ("\(path)/cancel", #"{"reason": "\#(String(repeating: "x", count: 201))"}"#, 400),
                ("\(path)/ship", #"{"carrier": ""}"#, 400), ("\(path)/ship", #"{"carrier": " "}"#, 400),
                ("\(path)/ship", #"{"number": "a\nb"}"#, 400), ("\(path)/deliver", "{}", 413),
                ("\(path)/returns", #"{"lines": []}"#, 400), ("\(path)/returns", #"{"lines": [{}]}"#, 400),
                ("\(path)/returns", #"{"lines": [{"sku": "A-1", "quantity": 1000001}]}"#, 400),
                ("\(path)/returns/ret_1/receive", "{}", 400),
                ("\(path)/returns/\(Return.ID.make())/receive", "{}", 404),
                ("\(path)/returns/\(Return.ID.make())/receive", #"{"refund": {"amount": -1, "currency": "EUR"}}"#, 400),
                ("\(path)/returns/\(Return.ID.make())/reject", #"{"reason": ""}"#, 400),
                ("/v1/orders/\(Order.ID.make())/cancel", "{}", 404), ("/v1/orders/ord_1/cancel", "{}", 400),
                ("/v1/orders/%00/cancel", "{}", 400), ("/v1/orders/\(Cart.ID.make())/cancel", "{}", 400),
            ]
            for (number, (path, body, status)) in cases.enumerated() {
                let answer = try await door.send(
                    .post, path, body, token: "admin", headers: ["idempotency-key": "k\(number)"])
                #expect(answer.status == status, "\(path) \(body): \(answer)")
            }
            #expect(try door.store.order(order.id) == order)
        }
    }

    @Test("A return's refund in another currency, or of more than is left, changes nothing")
    func receiving() async throws {
        try await OrdersDoor.with { door in
            let order = try await door.deliveredOrder(lines: [Sample.line("A-1", quantity: 2)])
            let asked = try await door.send(
                .post, "/v1/orders/\(order.id)/returns", #"{"lines": [{"sku": "A-1", "quantity": 2}]}"#,
                token: "user:ann")
            let goods: Return = try asked.decode()
            let path = "/v1/orders/\(order.id)/returns/\(goods.id)/receive"
            for (amount, status) in [
                ("\"amount\": 1, \"currency\": \"USD\"", 400), ("\"amount\": 2001, \"currency\": \"EUR\"", 409),
            ] {
                let answer = try await door.send(.post, path, "{\"refund\": {\(amount)}}", token: "admin")
                #expect(answer.status == status, "\(answer)")
            }
            #expect(try await door.store.returns(of: order.id) == [goods])
            #expect(try door.store.order(order.id) == order)
            let nothing = #"{"refund": {"amount": 0, "currency": "EUR"}, "restock": false}"#
            let kept: Return = try await door.send(.post, path, nothing, token: "admin").decode()
            #expect(kept.state == .received && kept.refundId == nil)
        }
    }
}
