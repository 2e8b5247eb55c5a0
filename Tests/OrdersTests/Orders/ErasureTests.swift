import CatalogAPI
import GRDB
import HTTPTypes
import MeshCore
import MeshTestKit
import OrdersAPI
import Testing

@testable import Orders

@Suite("A buyer who is erased")
struct ErasureTests {
    private static let account = "acc_ann"
    private static let path = "/internal/accounts/\(account)"

    private func erase(_ instance: CheckoutInstance) async throws -> ErasedBuyer {
        try await instance.door.send(.delete, Self.path, peer: "orchestrator").decode()
    }

    @Test("has no carts and no history left; what has an invoice is kept as long as the law wants")
    func erased() async throws {
        try await CheckoutShop.with { shop in
            try await shop.stock("A-1", 5)
            try await shop.instance { instance in
                let cart = try await instance.cart(["A-1": 1], account: Self.account)
                #expect(try await instance.checkOut(cart, token: "user:ann").status == 201)
                let order = try #require(try await instance.orders(of: cart).first)
                _ = try await instance.cart(["A-1": 1], account: Self.account)
                #expect(try await instance.door.send(.delete, Self.path, peer: "gateway").status == 403)
                let first = try await erase(instance)
                #expect(first.carts == 2 && first.purchases == 1 && first.orders == 0 && first.kept == 1, "\(first)")
                let again = try await erase(instance)
                #expect(again.carts == 0 && again.purchases == 0 && again.kept == 1, "\(again)")
                #expect(try await instance.checkouts(of: cart).isEmpty)
                shop.clock.advance(by: .seconds(11 * 366 * 86_400))
                let last = try await erase(instance)
                #expect(last.orders == 1 && last.kept == 0 && last.keptUntil == nil, "\(last)")
                let left = try #require(try instance.service.store.order(order.id))
                #expect(left.account == nil && left.email == "erased@invalid.invalid")
                #expect(left.shippingAddress.name == "erased" && left.total == order.total)
            }
        }
    }

    @Test("is asked to wait while a cart of theirs becomes an order")
    func running() async throws {
        try await CheckoutShop.with { shop in
            try await shop.stock("A-1", 1)
            let gate = Gate()
            let provider = ScriptedProvider { call, _ in
                if call == .authorise { await gate.wait() }
                return .honest
            }
            try await shop.instance(provider: provider) { instance in
                let cart = try await instance.cart(["A-1": 1], account: Self.account)
                async let answer = instance.checkOut(cart, token: "user:ann")
                try await waitUntil("the provider is asked") { gate.count == 1 }
                let early = try await instance.door.send(.delete, Self.path, peer: "orchestrator")
                #expect(early.status == 409 && early.code == "checkout_in_progress")
                gate.open()
                #expect(try await answer.status == 201)
                #expect(try await erase(instance).kept == 1)
            }
        }
    }
}
