import CatalogAPI
import Foundation
import HTTPTypes
import MeshCore
import MeshTestKit
import OrdersAPI
import Testing

@testable import Orders

@Suite("A checkout that waits for its buyer")
struct CheckoutBuyerTests {
    /// Begins one whose buyer has to agree, and gives it with its progress.
    private func waiting(
        _ shop: CheckoutShop, _ instance: CheckoutInstance
    ) async throws -> (cart: Cart.ID, progress: Checkout) {
        let cart = try await instance.cart(["A-1": 1])
        let answer = try await instance.checkOut(cart, try CheckoutInstance.body(method: "stripe"))
        #expect(answer.status == 202, "\(answer)")
        let progress: Checkout = try answer.decode()
        #expect(answer.headers[.location] == "/v1/checkouts/\(progress.id)")
        #expect(progress.state == .needsBuyer && progress.action?.clientSecret == "secret")
        return (cart, progress)
    }

    private func asking() -> ScriptedProvider {
        ScriptedProvider { call, _ in call == .authorise ? .needsBuyer : .honest }
    }

    @Test("goes on when they agree", arguments: WorkflowShare.allCases)
    func agrees(_ share: WorkflowShare) async throws {
        try await CheckoutShop.with(share) { shop in
            try await shop.stock("A-1", 1)
            let provider = asking()
            try await shop.instance(provider: provider) { instance in
                let (cart, progress) = try await waiting(shop, instance)
                provider.buyer(agrees: true)
                let record = try #require(try await instance.checkouts(of: cart).first)
                #expect(try await instance.service.checkout.hasten(record.paymentReference))
                try await waitUntil("the order is paid") { try await instance.orders(of: cart).map(\.state) == [.paid] }
                let later: Checkout = try await instance.ask(.get, "/v1/checkouts/\(progress.id)").decode()
                #expect(later.state == .paid && later.action == nil)
                let body = try CheckoutInstance.body(method: "stripe")
                #expect(try await instance.checkOut(cart, body).status == 201)
            }
        }
    }

    @Test("ends when they refuse", arguments: WorkflowShare.allCases)
    func refuses(_ share: WorkflowShare) async throws {
        try await CheckoutShop.with(share) { shop in
            try await shop.stock("A-1", 1)
            let provider = asking()
            try await shop.instance(provider: provider) { instance in
                let (cart, progress) = try await waiting(shop, instance)
                provider.buyer(agrees: false)
                shop.clock.advance(by: .seconds(4))
                try await waitUntil("the goods are back") { try await shop.level("A-1").available == 1 }
                try await waitUntil("the cart is open") { try await instance.state(of: cart) == "open" }
                let later: Checkout = try await instance.ask(.get, "/v1/checkouts/\(progress.id)").decode()
                #expect(later.state == .failed && later.failure == "payment_declined")
            }
        }
    }

    @Test("is void and its goods are back when their time is over", arguments: WorkflowShare.allCases)
    func timeIsOver(_ share: WorkflowShare) async throws {
        try await CheckoutShop.with(share) { shop in
            try await shop.stock("A-1", 1)
            let provider = asking()
            try await shop.instance(provider: provider) { instance in
                let (cart, _) = try await waiting(shop, instance)
                shop.clock.advance(by: .seconds(599))
                #expect(try await instance.state(of: cart) == "checking_out")
                shop.clock.advance(by: .seconds(2))
                try await waitUntil("the cart is open") { try await instance.state(of: cart) == "open" }
                #expect(try await shop.level("A-1").available == 1)
                #expect(provider.statuses == [.voided])
                let body = try CheckoutInstance.body(method: "stripe")
                let answer = try await instance.checkOut(cart, body)
                #expect(answer.status == 409 && answer.code == "checkout_timed_out", "\(answer)")
            }
            try await shop.checkInvariants()
        }
    }

    @Test("may be ended by them, until the order is placed", arguments: WorkflowShare.allCases)
    func cancelled(_ share: WorkflowShare) async throws {
        try await CheckoutShop.with(share) { shop in
            try await shop.stock("A-1", 2)
            let provider = asking()
            try await shop.instance(provider: provider) { instance in
                let (cart, progress) = try await waiting(shop, instance)
                #expect(try await instance.door.send(.post, "/v1/checkouts/\(progress.id)/cancel").status == 404)
                let answer = try await instance.ask(.post, "/v1/checkouts/\(progress.id)/cancel")
                let ended: Checkout = try answer.decode()
                #expect(ended.state == .failed && ended.failure == "checkout_cancelled", "\(answer)")
                #expect(try await shop.level("A-1").available == 2)
                #expect(try await instance.state(of: cart) == "open")
            }
            try await shop.instance(provider: ScriptedProvider()) { instance in
                let cart = try await instance.cart(["A-1": 1])
                #expect(try await instance.checkOut(cart).status == 201)
                let paid = try #require(try await instance.checkouts(of: cart).first)
                let answer = try await instance.ask(.post, "/v1/checkouts/\(paid.id)/cancel")
                #expect(try answer.decode(Checkout.self).state == .paid)
            }
        }
    }
}
