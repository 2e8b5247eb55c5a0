import HTTPTypes
import MeshCore
import MeshTestKit
import OrdersAPI
import Testing

@testable import Orders

@Suite("What happened to orders, for who tells of it")
struct OrderFeedTests {
    private func read(_ door: OrdersDoor, _ reader: String, _ query: String = "") async throws -> OrderFeedPage {
        let answer = try await door.send(.get, "/internal/order-feed/\(reader)\(query)", peer: "orchestrator")
        try #require(answer.status == 200, "\(answer)")
        return try answer.decode()
    }

    private func move(_ door: OrdersDoor, _ reader: String, to position: Int64) async throws -> Int64 {
        let answer = try await door.send(
            .put, "/internal/order-feed/\(reader)", #"{"position": \#(position)}"#, peer: "orchestrator")
        try #require(answer.status == 200, "\(answer)")
        return try answer.decode(OrderFeedPosition.self).position
    }

    @Test("A reader that dies before it has said how far it is gets the same again, and nothing is left out")
    func resumes() async throws {
        try await OrdersDoor.with { door in
            var expected: [String] = []
            for _ in 0..<5 {
                let order = try await door.paidOrder()
                _ = try await door.step(order.id, .ship(Tracking(carrier: "Post")))
            }
            expected = try await door.events().map(\.id)
            var told: [String] = []
            var next: Int64 = 0
            repeat {
                let page = try await read(door, "mails", "?limit=4")
                // It dies once on each page.
                #expect(try await read(door.another(), "mails", "?limit=4") == page)
                told += page.items.map(\.id)
                next = page.position
                #expect(try await move(door, "mails", to: next) == next)
                if !page.hasMore { break }
            } while true
            #expect(told == expected)
            #expect(try await read(door, "mails").items.isEmpty)
            // Another run that is behind moves nobody back, and other readers have their own places.
            #expect(try await move(door, "mails", to: 1) == next)
            #expect(try await read(door, "others", "?limit=100").items.map(\.id) == expected)
        }
    }

    @Test("A reader that is not known yet begins where it says, and what is no order's is passed over")
    func begins() async throws {
        try await OrdersDoor.with { door in
            _ = try await door.paidOrder()
            door.clock.advance(by: .seconds(60))
            let since = door.clock.now()
            let order = try await door.paidOrder()
            let page = try await read(door, "new", "?since=\(since)")
            #expect(page.items.allSatisfy { $0.subject == order.id.description } && !page.items.isEmpty)
            door.clock.advance(by: .seconds(60))
            let none = try await read(door, "new", "?since=\(door.clock.now())")
            #expect(none.items.isEmpty && none.position == page.position)
            #expect(try await door.send(.get, "/internal/order-feed/new", peer: "gateway").status == 403)
        }
    }

    @Test("Large events come in small pages, one at least")
    func bounded() async throws {
        try await OrdersDoor.with { door in
            let lines = (0..<200).map { Sample.line("SKU-\($0)", quantity: 1) }
            for _ in 0..<3 { _ = try await door.paidOrder(lines: lines) }
            var count = 0
            while true {
                let page = try await read(door, "mails", "?limit=100")
                #expect(page.items.count <= 4 && !page.items.isEmpty)
                count += page.items.count
                _ = try await move(door, "mails", to: page.position)
                if !page.hasMore { break }
            }
            #expect(try await door.events().count == count)
        }
    }
}
