import CatalogAPI
import Foundation
import HTTPTypes
import MeshCore
import MeshTestKit
import OrdersAPI
import Testing

@testable import Orders

@Suite("A checkout that the workflow drives")
struct CheckoutWorkflowTests {
    private static func step(_ id: Checkout.ID, _ step: String) -> String {
        "/internal/checkouts/\(id)/steps/\(step)"
    }

    /// Begins a checkout for which nobody waits.
    private func begin(_ instance: CheckoutInstance, _ cart: Cart.ID) async throws -> Checkout {
        let answer = try await instance.checkOut(cart, headers: ["Prefer": "wait=5, respond-async"])
        #expect(answer.status == 202, "\(answer)")
        return try answer.decode()
    }

    @Test("is driven from its beginning, once, under its own name")
    func all() async throws {
        try await CheckoutShop.with(.all) { shop in
            try await shop.stock("A-1", 5)
            try await shop.instance { instance in
                let cart = try await instance.cart(["A-1": 2])
                let answer = try await instance.checkOut(cart)
                #expect(answer.status == 201, "\(answer)")
                let record = try #require(try await instance.checkouts(of: cart).first)
                #expect(record.fence == 1, "nobody has taken it from the workflow")
                let stage = try #require(shop.stage)
                try await waitUntil("the execution ends") {
                    try await stage.executions(of: "checkout") == [record.id.description: "SUCCEEDED"]
                }
                #expect(try await instance.topics() == ["order.placed", "order.paid"])
            }
        }
    }

    @Test("is handed over when nobody waits for it, and not fired when it ends within its request")
    func unfinished() async throws {
        try await CheckoutShop.with(.unfinished) { shop in
            try await shop.stock("A-1", 5)
            try await shop.instance { instance in
                let stage = try #require(shop.stage)
                #expect(try await instance.checkOut(try await instance.cart(["A-1": 1])).status == 201)
                #expect(try await stage.executions(of: "checkout").isEmpty)
                let cart = try await instance.cart(["A-1": 1])
                let begun = try await begin(instance, cart)
                try await waitUntil("the order is paid") { try await instance.orders(of: cart).map(\.state) == [.paid] }
                try await waitUntil("the execution ends") {
                    try await stage.executions(of: "checkout") == [begun.id.description: "SUCCEEDED"]
                }
            }
        }
    }

    @Test("is carried by orders when the orchestrator does not answer, or the workflow is not deployed")
    func withoutOrchestrator() async throws {
        try await CheckoutShop.with(.all) { shop in
            try await shop.stock("A-1", 5)
            try await shop.instance { instance in
                for status in [HTTPResponse.Status.serviceUnavailable, .notFound] {
                    shop.stage?.door.fail(with: status)
                    let cart = try await instance.cart(["A-1": 1])
                    let answer = try await instance.checkOut(cart)
                    #expect(answer.status == 201, "\(answer)")
                }
                #expect(try await shop.level("A-1").onHand == 3)
            }
        }
    }

    @Test("is taken back from a workflow that does not come for it, and whose late steps do no harm")
    func silentWorkflow() async throws {
        try await CheckoutShop.with(.all) { shop in
            try await shop.stock("A-1", 1)
            let gate = Gate()
            let provider = ScriptedProvider { call, before in
                if call == .authorise, before == 0 { await gate.wait() }
                return .honest
            }
            // Nothing prolongs a lease while the test lasts.
            var settings = CheckoutShop.brisk
            settings.lease = .seconds(4000)
            settings.patience = .seconds(10_000)
            settings.hold = .seconds(20_000)
            try await shop.instance(provider: provider, settings: settings) { instance in
                let cart = try await instance.cart(["A-1": 1])
                let begun = try await begin(instance, cart)
                try await waitUntil("the workflow is at its first step") { gate.count == 1 }
                shop.clock.advance(by: .seconds(4001))
                try await waitUntil("the order is paid") { try await instance.orders(of: cart).map(\.state) == [.paid] }
                gate.open()
                let stage = try #require(shop.stage)
                try await waitUntil("the execution ends") {
                    try await stage.executions(of: "checkout") == [begun.id.description: "SUCCEEDED"]
                }
                #expect(provider.captures == 1)
            }
            try await shop.checkInvariants()
        }
    }

    @Test("has steps that may be asked for twice, in any order, and by the orchestrator alone")
    func steps() async throws {
        try await CheckoutShop.with { shop in
            try await shop.stock("A-1", 5)
            try await shop.instance { instance in
                let cart = try await instance.cart(["A-1": 1])
                #expect(try await instance.checkOut(cart).status == 201)
                let id = try #require(try await instance.checkouts(of: cart).first).id
                for step in ["place", "finish", "place"] {
                    let answer = try await instance.door.send(.put, Self.step(id, step), peer: "orchestrator")
                    #expect(try answer.decode(Checkout.self).state == .paid, "\(answer)")
                }
                let late = try await instance.door.send(.put, Self.step(id, "cancel"), peer: "orchestrator")
                #expect(late.status == 409 && late.code == "checkout_paid")
                for peer in ["gateway", nil] as [String?] {
                    #expect(try await instance.door.send(.put, Self.step(id, "place"), peer: peer).status == 403)
                }
                let none = try await instance.door.send(.put, Self.step(.make(), "place"), peer: "orchestrator")
                #expect(none.status == 404)
            }
        }
    }

    @Test("Two calls for one step at the same time do it once")
    func twice() async throws {
        try await CheckoutShop.with(.unfinished) { shop in
            try await shop.stock("A-1", 5)
            // What is begun is left alone by orders itself.
            var settings = CheckoutShop.brisk
            settings.lookout = .seconds(3600)
            let idle = settings
            shop.stage?.door.fail(with: .gatewayTimeout)
            try await shop.instance(settings: idle) { first in
                try await shop.instance(settings: idle) { second in
                    let cart = try await first.cart(["A-1": 1])
                    let begun = try await begin(first, cart)
                    let answers = try await withThrowingTaskGroup(of: Int.self) { group in
                        for number in 0..<8 {
                            let door = number % 2 == 0 ? first.door : second.door
                            group.addTask {
                                try await door.send(.put, Self.step(begun.id, "finish"), peer: "orchestrator").status
                            }
                        }
                        return try await group.reduce(into: []) { $0.append($1) }
                    }
                    #expect(answers.allSatisfy { $0 == 200 || $0 == 424 }, "\(answers)")
                    try await waitUntil("the order is paid") {
                        try await first.orders(of: cart).map(\.state) == [.paid]
                    }
                    #expect(try await first.topics() == ["order.placed", "order.paid"])
                    #expect(try await shop.level("A-1").onHand == 4)
                }
            }
        }
    }
}
