import CatalogAPI
import Foundation
import HTTPTypes
import MeshCore
import MeshStore
import MeshTestKit
import OrdersAPI
import Testing

@testable import Orders

/// The table of the Idempotency-Key header (draft-ietf-httpapi-idempotency-key-header-07, section 2.6 and 2.7).
@Suite("The Idempotency-Key of a checkout")
struct CheckoutKeyTests {
    @Test("missing: 400, and nothing is begun", arguments: WorkflowShare.allCases)
    func missing(_ share: WorkflowShare) async throws {
        try await CheckoutShop.with(share) { shop in
            try await shop.stock("A-1", 1)
            try await shop.instance { instance in
                let cart = try await instance.cart(["A-1": 1])
                let answer = try await instance.checkOut(cart, key: nil)
                #expect(answer.status == 400 && answer.code == "idempotency_key_required")
                let malformed = try await instance.checkOut(cart, key: "a b")
                #expect(malformed.status == 400 && malformed.fields == ["Idempotency-Key"])
                #expect(try await instance.checkouts(of: cart).isEmpty)
            }
        }
    }

    @Test(
        "the same once it is finished: the same answer, byte for byte, whatever became of the order since",
        arguments: WorkflowShare.allCases)
    func finished(_ share: WorkflowShare) async throws {
        try await CheckoutShop.with(share) { shop in
            try await shop.stock("A-1", 5)
            try await shop.instance { instance in
                let cart = try await instance.cart(["A-1": 1])
                let first = try await instance.checkOut(cart)
                #expect(first.status == 201)
                let order: Order = try first.decode()
                try await instance.service.store.store.write { [store = instance.service.store] db in
                    let paid = try #require(try store.order(order.id, db))
                    try store.advance(paid, by: .ship(Tracking(carrier: "DHL", number: "1")), db)
                }
                for _ in 0..<3 {
                    let again = try await instance.checkOut(cart)
                    #expect(again.status == 201 && again.body == first.body)
                }
                try await shop.instance { other in
                    let elsewhere = try await other.checkOut(cart)
                    #expect(elsewhere.body == first.body)
                }
                #expect(try await shop.level("A-1").onHand == 4)
                #expect(try await instance.orders(of: cart).count == 1)
            }
        }
    }

    @Test("the same with another payload: 422", arguments: WorkflowShare.allCases)
    func different(_ share: WorkflowShare) async throws {
        try await CheckoutShop.with(share) { shop in
            try await shop.stock("A-1", 5)
            try await shop.instance { instance in
                let cart = try await instance.cart(["A-1": 1])
                #expect(try await instance.checkOut(cart).status == 201)
                let other = try await instance.checkOut(cart, try CheckoutInstance.body(email: "eve@example.org"))
                #expect(other.status == 422 && other.code == "idempotency_key_reused")
            }
        }
    }

    @Test(
        "the same while it runs: 409, and another key cannot begin a second checkout of the cart",
        arguments: WorkflowShare.allCases)
    func running(_ share: WorkflowShare) async throws {
        try await CheckoutShop.with(share) { shop in
            try await shop.stock("A-1", 5)
            let gate = Gate()
            let provider = ScriptedProvider { call, _ in
                if call == .authorise { await gate.wait() }
                return .honest
            }
            try await shop.instance(provider: provider) { instance in
                let cart = try await instance.cart(["A-1": 1])
                async let first = instance.checkOut(cart)
                try await waitUntil("the provider is asked") { gate.count == 1 }
                let again = try await instance.checkOut(cart)
                #expect(again.status == 409 && again.code == "idempotency_in_progress")
                let second = try await instance.checkOut(cart, key: "another")
                #expect(second.status == 409 && second.code == "checkout_in_progress")
                gate.open()
                let answer = try await first
                #expect(answer.status == 201)
                #expect(try await instance.checkOut(cart).body == answer.body)
                #expect(provider.captures == 1)
            }
        }
    }

    @Test("Many of the same at once: one order", arguments: WorkflowShare.allCases)
    func many(_ share: WorkflowShare) async throws {
        try await CheckoutShop.with(share) { shop in
            try await shop.stock("A-1", 50)
            try await shop.instance { instance in
                let cart = try await instance.cart(["A-1": 1])
                let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                    for number in 0..<30 {
                        group.addTask {
                            try await instance.checkOut(cart, key: number < 15 ? "key" : "k\(number)").status
                        }
                    }
                    return try await group.reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }
                }
                #expect(Set(statuses.keys).isSubset(of: [201, 409]), "\(statuses)")
                #expect(try await shop.level("A-1").onHand == 49)
                #expect(try await instance.orders(of: cart).map(\.state) == [.paid])
            }
        }
    }
}
