import HTTPTypes
import MeshCore
import MeshTestKit
import OrdersAPI
import Testing

@testable import Orders

@Suite("Attempts to pay")
struct PaymentAttemptTests {
    private func attempts(_ instance: CheckoutInstance, _ query: String = "") async throws -> PaymentAttemptList {
        let answer = try await instance.door.send(.get, "/internal/payments?\(query)", peer: "functions")
        try #require(answer.status == 200, "\(answer)")
        return try answer.decode()
    }

    @Test("are told with what came of each, also after the checkout is forgotten, and without anything of a card")
    func told() async throws {
        try await CheckoutShop.with { shop in
            try await shop.stock("A-1", 9)
            let provider = ScriptedProvider { call, before in call == .authorise && before < 2 ? .declined : .honest }
            try await shop.instance(provider: provider) { instance in
                let guest = try await instance.cart(["A-1": 1])
                for key in ["1", "2"] { #expect(try await instance.checkOut(guest, key: key).status == 402) }
                shop.clock.advance(by: .seconds(60))
                let mine = try await instance.cart(["A-1": 2], account: "acc_ann")
                #expect(try await instance.checkOut(mine, token: "user:ann").status == 201)
                let empty = try await instance.cart(["A-1": 100])
                #expect(try await instance.checkOut(empty).status == 409)

                let items = try await attempts(instance).items
                #expect(
                    items.map(\.outcome) == [.paid, .declined, .declined], "no money was asked for what is not there")
                #expect(items.map(\.account) == ["acc_ann", nil, nil] && items.last?.cart == guest)
                #expect(items.first?.amount == Sample.eur(2000) && items.first?.reason == nil)
                #expect(items.last?.reason?.isEmpty == false)
                #expect(try await attempts(instance, "since=\(shop.clock.now())").items == [items[0]])
                let page = try await attempts(instance, "limit=2")
                let rest = try await attempts(instance, "limit=2&cursor=\(page.nextCursor ?? "")")
                #expect(page.items + rest.items == items && rest.nextCursor == nil)
                let store = instance.service.store
                let checkouts = CheckoutStore(orders: store, owner: "test")
                shop.clock.advance(by: .seconds(2 * 86_400))
                for checkout in try checkouts.toLookAt(9, at: shop.clock.now()) {
                    try await checkouts.look(at: checkout.id, nil)
                }
                #expect(try await checkouts.forget(endedBefore: shop.clock.now(), limit: 9) > 2)
                #expect(try await attempts(instance).items == items)
                #expect(try await store.forgetAttempts(before: items[0].at, limit: 9) == 2)
                #expect(try await attempts(instance).items == [items[0]])
                #expect(try await instance.door.send(.get, "/internal/payments", token: "admin").status == 403)
            }
        }
    }

    @Test("are nobody's once their buyer is erased")
    func erased() async throws {
        try await CheckoutShop.with { shop in
            try await shop.stock("A-1", 1)
            try await shop.instance { instance in
                let cart = try await instance.cart(["A-1": 1], account: "acc_ann")
                #expect(try await instance.checkOut(cart, token: "user:ann").status == 201)
                #expect(try await attempts(instance).items.first?.account == "acc_ann")
                let erased = try await instance.door.send(.delete, "/internal/accounts/acc_ann", peer: "orchestrator")
                #expect(erased.status == 200, "\(erased)")
                #expect(try await attempts(instance).items.map(\.account) == [nil])
            }
        }
    }
}
