import HTTPTypes
import MeshCore
import MeshTestKit
import OrdersAPI
import Testing

@testable import Orders

@Suite("Returns")
struct ReturnTests {
    private func ask(
        _ door: OrdersDoor, _ order: Order, _ lines: String, token: String = "user:ann", key: String? = nil
    ) async throws -> ServiceDoor.Answer {
        try await door.send(
            .post, "/v1/orders/\(order.id)/returns", #"{"lines": [\#(lines)], "reason": "Too small."}"#, token: token,
            headers: key.map { ["idempotency-key": $0] } ?? [:])
    }

    @Test("Goods come back: they are paid back and restocked once, however often it is said")
    func life() async throws {
        try await OrdersDoor.with { door in
            try await door.sell("A-1", stock: 5)
            let order = try await door.deliveredOrder(lines: [
                Sample.line("A-1", quantity: 3), Sample.line("B-2", price: 500),
            ])
            let asked = try await ask(door, order, #"{"sku": "a-1", "quantity": 1}, {"sku": "A-1", "quantity": 1}"#)
            let goods: Return = try asked.decode()
            #expect(asked.status == 201 && goods.lines == [UnitCount(sku: "A-1", quantity: 2)], "\(asked)")
            let path = "/v1/orders/\(order.id)/returns/\(goods.id)"
            #expect(asked.headers[.location] == path)
            #expect(try await door.send(.get, path, token: "user:ann").status == 200)
            #expect(try await door.send(.post, path + "/receive", "{}", token: "user:ann").status == 403)
            for _ in 0..<3 {
                let received: Return = try await door.send(.post, path + "/receive", "{}", token: "admin").decode()
                #expect(received.state == .received && received.refundId != nil)
            }
            #expect(try await door.onHand("A-1") == 7)
            let stored = try #require(try door.store.order(order.id))
            #expect(stored.payment.refunded == Sample.eur(2000))
            #expect(stored.lines.map(\.returned) == [2, 0])
            #expect(try await door.events().suffix(2).map(\.type) == [.returned, .refunded])
            let rejected = try await door.send(.post, path + "/reject", #"{"reason": "No."}"#, token: "admin")
            #expect(rejected.status == 409 && rejected.code == "return_received")
            let purchases: PurchaseList = try await door.send(
                .get, "/v1/orders/purchases", token: "user:ann"
            ).decode()
            #expect(purchases.items.first { $0.sku == "A-1" }?.quantity == 1)
        }
    }

    @Test("Never more comes back than was bought, however it is divided")
    func tooMany() async throws {
        try await OrdersDoor.with { door in
            let order = try await door.deliveredOrder(lines: [Sample.line("A-1", quantity: 3)])
            let split = #"{"sku": "A-1", "quantity": 2}, {"sku": "a-1", "quantity": 2}"#
            #expect(try await ask(door, order, split).code == "return_too_many")
            #expect(try await ask(door, order, #"{"sku": "A-1", "quantity": 2}"#).status == 201)
            #expect(try await ask(door, order, split).code == "return_too_many")
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<6 {
                    group.addTask { try await ask(door, order, #"{"sku": "A-1", "quantity": 1}"#).status }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.sorted() == [201, 409, 409, 409, 409, 409])
            let list: ReturnList = try await door.send(
                .get, "/v1/orders/\(order.id)/returns", token: "user:ann"
            ).decode()
            #expect(list.items.count == 2)
            for goods in list.items {
                let path = "/v1/orders/\(order.id)/returns/\(goods.id)/reject"
                #expect(try await door.send(.post, path, #"{"reason": "Worn."}"#, token: "admin").status == 200)
                #expect(try await door.send(.post, path, #"{"reason": "Worn."}"#, token: "admin").status == 200)
            }
            #expect(try await ask(door, order, #"{"sku": "A-1", "quantity": 3}"#).status == 201)
        }
    }

    @Test("A request is refused outside its time, its order and its words")
    func refused() async throws {
        try await OrdersDoor.with { door in
            let line = #"{"sku": "A-1", "quantity": 1}"#
            let paid = try await door.paidOrder(lines: [Sample.line("A-1")])
            #expect(try await ask(door, paid, line).code == "order_paid")
            let order = try await door.deliveredOrder(lines: [Sample.line("A-1")])
            #expect(try await ask(door, order, line, token: "user:bob").status == 404)
            #expect(try await ask(door, order, #"{"sku": "X-9", "quantity": 1}"#).fields == ["lines[0].sku"])
            #expect(try await ask(door, order, #"{"sku": "A-1", "quantity": 0}"#).status == 400)
            #expect(try await ask(door, order, "").status == 400)
            door.clock.advance(by: .seconds(28 * 86_400 + 1))
            #expect(try await ask(door, order, line).code == "return_window_over")
        }
    }

    @Test("A repeated request is one return, and its answer is the same")
    func repeated() async throws {
        try await OrdersDoor.with { door in
            let order = try await door.deliveredOrder(lines: [Sample.line("A-1", quantity: 2)])
            let line = #"{"sku": "A-1", "quantity": 1}"#
            let first: Return = try await ask(door, order, line, key: "k").decode()
            #expect(try await ask(door, order, line, key: "k").decode(Return.self) == first)
            let other = try await ask(door, order, #"{"sku": "A-1", "quantity": 2}"#, key: "k")
            #expect(other.status == 422)
        }
    }

    @Test("While the catalog is away goods are noted, and put back when it is there again")
    func later() async throws {
        try await OrdersDoor.with { door in
            try await door.sell("A-1", stock: 5)
            let order = try await door.paidOrder(lines: [Sample.line("A-1", quantity: 2)])
            door.line.fail(with: .badRequest)
            let cancelled = try await door.send(.post, "/v1/orders/\(order.id)/cancel", "{}", token: "user:ann")
            #expect(cancelled.status == 200, "\(cancelled)")
            #expect(try await door.onHand("A-1") == 5)
            door.line.fail(with: nil)
            door.clock.advance(by: .seconds(3600))
            let other = try door.another()
            let due = try await other.store.due(limit: 10)
            #expect(due.restocks.map(\.units) == [UnitCount(sku: "A-1", quantity: 2)] && due.refunds.isEmpty)
            #expect(due.restocks.map(\.attempts) == [1])
        }
    }
}
