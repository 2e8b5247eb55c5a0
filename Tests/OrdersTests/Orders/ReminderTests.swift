import HTTPTypes
import MeshCore
import MeshTestKit
import OrdersAPI
import Testing

@testable import Orders

@Suite("Whom workflows may want to write to")
struct ReminderTests {
    private func ask<Answer: Decodable>(_ door: OrdersDoor, _ path: String) async throws -> Answer {
        let answer = try await door.send(.get, path, peer: "orchestrator")
        try #require(answer.status == 200, "\(answer)")
        return try answer.decode()
    }

    @Test("A cart of an account is idle once nobody has touched it for a while; empty ones and guests' are not")
    func idleCarts() async throws {
        try await OrdersDoor.with { door in
            func cart(_ token: String) async throws -> Cart {
                try await door.send(.get, "/v1/carts/mine", token: token).decode()
            }
            func fill(_ cart: Cart, _ sku: String, _ token: String) async throws {
                let path = "/v1/carts/\(cart.id)/lines/\(sku)"
                let answer = try await door.send(.put, path, #"{"quantity": 2}"#, token: token)
                try #require(answer.status == 200, "\(answer)")
            }
            try await door.sell("A-1", price: 1000)
            try await door.sell("B-2", price: 250)
            let ann = try await cart("user:ann")
            try await fill(ann, "A-1", "user:ann")
            _ = try await cart("user:empty")
            door.clock.advance(by: .seconds(3600))
            let until = door.clock.now()
            try await fill(try await cart("user:bob"), "A-1", "user:bob")
            let since = "2000-01-01T00:00:00Z"
            let found: IdleCartList = try await ask(door, "/internal/carts/idle?since=\(since)&until=\(until)")
            let left = try #require(found.items.first)
            #expect(found.items.count == 1 && left.id == ann.id && left.account == "acc_ann")
            #expect(left.lines.map(\.sku) == ["A-1"] && left.lines.first?.total?.amount == 2000)
            // Touched again, it is another matter.
            try await fill(ann, "B-2", "user:ann")
            let none: IdleCartList = try await ask(door, "/internal/carts/idle?since=\(since)&until=\(until)")
            #expect(none.items.isEmpty)
            door.clock.advance(by: .seconds(3600))
            var accounts: [String] = []
            var path = "/internal/carts/idle?since=\(since)&until=\(door.clock.now())&limit=1"
            while true {
                let page: IdleCartList = try await ask(door, path)
                accounts += page.items.map(\.account)
                #expect(page.items.allSatisfy { $0.account != "acc_ann" || $0.version > left.version })
                guard let cursor = page.nextCursor else { break }
                path = "/internal/carts/idle?since=\(since)&until=\(door.clock.now())&limit=1&cursor=\(cursor)"
            }
            #expect(accounts.sorted() == ["acc_ann", "acc_bob"])
            let path2 = "/internal/carts/idle?since=\(since)&until=\(until)"
            #expect(try await door.send(.get, path2, token: "admin").status == 403)
        }
    }

    @Test("Buyers are told with what they bought last, each once")
    func buyers() async throws {
        try await OrdersDoor.with { door in
            _ = try await door.paidOrder(account: "acc_old", lines: [Sample.line("A-1")])
            door.clock.advance(by: .seconds(3600))
            let since = door.clock.now()
            for (account, sku) in [("acc_ann", "A-1"), ("acc_bob", "B-2"), ("acc_ann", "C-3")] {
                door.clock.advance(by: .seconds(1))
                _ = try await door.paidOrder(account: account, lines: [Sample.line(sku)])
            }
            _ = try await door.paidOrder(account: nil, lines: [Sample.line("D-4")])
            let first: BuyerList = try await ask(door, "/internal/buyers?since=\(since)&limit=1")
            #expect(first.items.map(\.account) == ["acc_ann"] && first.items[0].items.map(\.sku) == ["C-3", "A-1"])
            let cursor = try #require(first.nextCursor)
            let last: BuyerList = try await ask(door, "/internal/buyers?since=\(since)&limit=1&cursor=\(cursor)")
            #expect(last.items.map(\.account) == ["acc_bob"] && last.nextCursor == nil)
        }
    }

    @Test("Sales are added up by currency, for the time in which orders were placed")
    func sales() async throws {
        try await OrdersDoor.with { door in
            _ = try await door.paidOrder(lines: [Sample.line("A-1", price: 500)])
            door.clock.advance(by: .seconds(3600))
            let since = door.clock.now()
            let kept = try await door.paidOrder(lines: [Sample.line("A-1", price: 700)])
            let other = try await door.paidOrder(lines: [Sample.line("A-1", price: 900)])
            _ = try await door.step(other.id, .cancel(reason: nil))
            door.clock.advance(by: .seconds(1))
            let path = "/internal/sales?since=\(since)&until=\(door.clock.now())"
            let summary: SalesSummary = try await ask(door, path)
            let sum = try #require(summary.sums.first)
            #expect(summary.sums.count == 1 && sum.placed == 2 && sum.cancelled == 1)
            #expect(sum.paid.amount == kept.total.amount + other.total.amount)
        }
    }
}
