import CatalogAPI
import GRDB
import HTTPTypes
import Logging
import MeshCore
import MeshStore
import MeshTestKit
import OrdersAPI
import Testing

@testable import Orders

@Suite("Refunds")
struct RefundTests {
    private func create(
        _ door: OrdersDoor, _ order: Order, _ amount: Int64, key: String
    ) async throws
        -> ServiceDoor.Answer
    {
        try await door.send(
            .post, "/v1/orders/\(order.id)/refunds", #"{"amount": {"amount": \#(amount), "currency": "EUR"}}"#,
            token: "admin", headers: ["idempotency-key": key])
    }

    @Test("Money is given back until nothing is left, and each time it is told")
    func life() async throws {
        try await OrdersDoor.with { door in
            let order = try await door.paidOrder()
            let first = try await create(door, order, 1000, key: "k1")
            let refund: Refund = try first.decode()
            #expect(first.status == 201 && refund.state == .succeeded, "\(first)")
            let location = try #require(first.headers[.location])
            #expect(try await door.send(.get, location, token: "user:ann").decode(Refund.self) == refund)
            let tooMuch = try await create(door, order, 1501, key: "k2")
            #expect(tooMuch.status == 409 && tooMuch.code == "refund_too_large", "\(tooMuch)")
            #expect(try await create(door, order, 1500, key: "k3").status == 201)
            #expect(try await create(door, order, 1, key: "k4").code == "refund_too_large")
            let stored = try #require(try door.store.order(order.id))
            #expect(stored.payment.refunded == order.total && stored.version == order.version + 2)
            #expect(try await door.events().suffix(2).map(\.type) == [.refunded, .refunded])
            let list: RefundList = try await door.send(
                .get, "/v1/orders/\(order.id)/refunds", token: "user:ann"
            ).decode()
            #expect(list.items.map(\.amount) == [Sample.eur(1000), Sample.eur(1500)])
        }
    }

    @Test("A repeated request gives back once: the table of idempotency keys")
    func keys() async throws {
        try await OrdersDoor.with { door in
            let order = try await door.paidOrder()
            let body = #"{"amount": {"amount": 100, "currency": "EUR"}}"#
            let missing = try await door.send(.post, "/v1/orders/\(order.id)/refunds", body, token: "admin")
            #expect(missing.status == 400 && missing.code == "idempotency_key_required")
            let first = try await create(door, order, 100, key: "k1")
            let again = try await create(try door.another(), order, 100, key: "k1")
            #expect(first.status == 201 && again.status == 201)
            #expect(try again.decode(Refund.self).id == first.decode(Refund.self).id)
            #expect(again.headers[.location] == first.headers[.location])
            let other = try await create(door, order, 200, key: "k1")
            #expect(other.status == 422 && other.code == "idempotency_key_reused")
            let running = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 { group.addTask { try await create(door, order, 300, key: "k2").status } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(running.allSatisfy { $0 == 201 || $0 == 409 } && running.contains(201))
            #expect(try door.store.order(order.id)?.payment.refunded == Sample.eur(400))
            let refused = try await create(door, order, 99_999, key: "k3")
            #expect(refused.status == 409)
            #expect(try await create(door, order, 99_999, key: "k3").status == 409)
        }
    }

    @Test("Concurrent refunds by an uncertain provider never give back more than was taken", arguments: 0..<12)
    func property(seed: UInt64) async throws {
        try await OrdersDoor.with { door in
            var random = SplitMix64(seed: seed)
            let order = try await door.paidOrder()
            let bank = UncertainBank(seed: seed)
            let instances = [try care(door, bank), try care(try door.another(), bank)]
            let amounts = (0..<24).map { _ in Int64(random.next() % 400) + 1 }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (number, amount) in amounts.enumerated() {
                    group.addTask {
                        do {
                            let refund = try await door.store.refund(
                                order.id, CreateRefund(amount: Sample.eur(amount)), id: .make()
                            ) { _, _ in }
                            _ = try await instances[number % 2].settle(refund.id)
                        } catch OrdersError.refundTooLarge {
                            // What is asked for is more than there is.
                        }
                    }
                }
                try await group.waitForAll()
            }
            for _ in 0..<200 where try await door.pendingCount() > 0 {
                door.clock.advance(by: .seconds(3600))
                _ = try await instances[0].catchUp()
            }
            let stored = try #require(try door.store.order(order.id))
            #expect(try await door.pendingCount() == 0, "seed \(seed)")
            #expect(stored.payment.refunded.amount == bank.refunded, "seed \(seed)")
            #expect(bank.refunded <= order.total.amount, "seed \(seed)")
            let left = try await door.store.store.read { db in try door.store.left(of: stored, db) }
            #expect(left.amount == order.total.amount - bank.refunded, "seed \(seed)")
        }
    }

    @Test("A refund that its process died over is carried out by another one, once")
    func resumed() async throws {
        try await OrdersDoor.with { door in
            let order = try await door.paidOrder()
            let bank = UncertainBank(seed: 1, honesty: 10)
            let refund = try await door.store.refund(
                order.id, CreateRefund(amount: Sample.eur(700)), id: .make()
            ) { _, _ in }
            let other = try care(try door.another(), bank)
            let isEarly = try await other.catchUp()
            door.clock.advance(by: OrdersStore.grace)
            let isDone = try await other.catchUp()
            let isLeft = try await other.catchUp()
            #expect(!isEarly && isDone && !isLeft)
            #expect(bank.refunded == 700 && bank.calls == 1)
            #expect(try await door.store.refund(refund.id)?.refund.state == .succeeded)
        }
    }

    @Test("A refund that is declined for good counts as kept again")
    func declined() async throws {
        try await OrdersDoor.with { door in
            let order = try await door.paidOrder()
            let refund = try await door.store.refund(
                order.id, CreateRefund(amount: order.total), id: .make()
            ) { _, _ in }
            _ = try await door.store.settle(refund.id, as: .failed, failure: "charge_disputed")
            _ = try await door.store.settle(refund.id, as: .succeeded)
            let stored = try #require(try await door.store.refund(refund.id))
            #expect(stored.refund.state == .failed && stored.refund.failure == "charge_disputed")
            #expect(stored.order.payment.refunded == Sample.eur(0))
            #expect(try await create(door, order, order.total.amount, key: "k").status == 201)
        }
    }

    private func care(_ door: OrdersDoor, _ bank: UncertainBank) throws -> Aftercare {
        let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        return Aftercare(
            store: door.store, methods: PaymentMethods(["invoice": bank]),
            desk: CatalogDesk(client: .init(door.client), patience: .seconds(1), logger: logger),
            leases: Leases(store: door.store.store, owner: "test", clock: door.clock), pauses: ContinuousClock(),
            logger: logger)
    }
}

extension OrdersDoor {
    /// Refunds whose outcome is not known yet.
    fileprivate func pendingCount() async throws -> Int {
        try await store.store.read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM refund WHERE state = 'pending'") ?? 0
        }
    }
}
