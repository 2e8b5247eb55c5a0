import Foundation
import MeshCore
import MeshStore
import MeshTestKit
import OrdersAPI
import Testing

@testable import Orders

extension OrdersDoor {
    /// Adds an order that is paid, as checkout leaves it, with its money in the books.
    func paidOrder(
        account: String? = "acc_ann", email: String = "ann@example.org", secret: CapabilitySecret? = nil,
        lines: [OrderLine] = [Sample.line("A-1", quantity: 2), Sample.line("B-2", price: 500)]
    ) async throws -> Order {
        let placed = Sample.order(account: account, email: email, lines: lines, at: clock.now())
        let provider = InvoiceProvider(
            ledger: PaymentLedger(store: store.store, clock: clock), limits: [.eur: .max])
        let key = PaymentKey(try #require(PaymentReference(placed.payment.reference)), .new)
        let request = PaymentRequest(
            amount: placed.total, order: placed.id.description, description: "Test", email: email)
        #expect(await provider.authorise(request, as: key).outcome == .done)
        #expect(await provider.capture(key) == .done)
        return try await store.store.write { [store] db in
            try store.insert(placed, secret: account == nil ? secret : nil, db)
            return try store.advance(placed, by: .pay(captured: placed.total), db).order
        }
    }

    /// Takes an order one step further.
    @discardableResult
    func step(_ id: Order.ID, _ step: OrderStep) async throws -> Order {
        try await store.store.write { [store] db in
            let order = try #require(try store.order(id, db))
            return try store.advance(order, by: step, db).order
        }
    }

    /// An order that has arrived.
    func deliveredOrder(lines: [OrderLine]) async throws -> Order {
        let paid = try await paidOrder(lines: lines)
        try await step(paid.id, .ship(Tracking()))
        return try await step(paid.id, .deliver)
    }

    /// The events about orders that wait, the oldest first.
    func events() async throws -> [OrderEvent] {
        try await store.store.read { db in try Outbox.oldest(10_000, db) }
            .filter { $0.topic.hasPrefix("order.") }
            .map { try JSONDecoder().decode(OrderEvent.self, from: Data($0.payload)) }
    }
}
