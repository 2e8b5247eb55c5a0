import Foundation
import GRDB
import MeshCore
import MeshStore
import MeshTestKit
import OrdersAPI
import Testing

@testable import Orders

@Suite("Orders in the store")
struct OrderStoreTests {
    @Test("An order is kept as it was made, and each step is told in the transaction that it happened in")
    func life() async throws {
        try await OrdersDoor.with { door in
            let store = door.store
            let placed = Sample.order(at: door.clock.now())
            try await store.store.write { db in try store.insert(placed, secret: nil, db) }
            #expect(try store.order(placed.id) == placed)
            door.clock.advance(by: .seconds(1))
            let paid = try await door.step(placed.id, .pay(captured: placed.total))
            #expect(paid.invoiceNumber == "R2026-000001" && paid.payment.captured == placed.total)
            #expect(try store.order(placed.id) == paid)
            let shipped = try await door.step(placed.id, .ship(Tracking(number: "7")))
            let delivered = try await door.step(placed.id, .deliver)
            #expect(try store.order(placed.id) == delivered && delivered.version == 4)
            let events = try await door.events()
            #expect(events.map(\.type) == [.placed, .paid, .shipped, .delivered])
            #expect(events[2].data.order == shipped && events[2].id == "\(placed.id)-3")
        }
    }

    @Test("A step from another version than the stored one changes nothing")
    func overtaken() async throws {
        try await OrdersDoor.with { door in
            let store = door.store
            let placed = Sample.order(at: door.clock.now())
            try await store.store.write { db in try store.insert(placed, secret: nil, db) }
            try await door.step(placed.id, .cancel(reason: nil))
            await #expect(throws: OrdersError.orderChanged) {
                try await store.store.write { db in
                    try store.advance(placed, by: .pay(captured: placed.total), db).order
                }
            }
            #expect(try await door.events().map(\.type) == [.placed, .cancelled])
        }
    }

    @Test("Invoices are numbered without gaps, whatever is undone")
    func invoices() async throws {
        try await OrdersDoor.with { door in
            let store = door.store
            let orders = (0..<20).map { _ in Sample.order(at: door.clock.now()) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (number, order) in orders.enumerated() {
                    group.addTask {
                        try await store.store.write { db in try store.insert(order, secret: nil, db) }
                        do {
                            try await store.store.write { db in
                                try store.advance(order, by: .pay(captured: order.total), db)
                                if number.isMultiple(of: 3) { throw CancellationError() }
                            }
                        } catch is CancellationError {}
                    }
                }
                try await group.waitForAll()
            }
            let numbers = try orders.compactMap { try store.order($0.id)?.invoiceNumber }.sorted()
            #expect(numbers.count == 13)
            #expect(numbers == (1...13).map { "R2026-0000\($0 < 10 ? "0" : "")\($0)" })
        }
    }
}
