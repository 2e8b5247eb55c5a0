import CatalogAPI
import Foundation
import HTTPTypes
import MeshCore
import MeshTestKit
import OrdersAPI
import Synchronization
import Testing

@testable import Orders

@Suite("A checkout that changes hands")
struct CheckoutTakeOverTests {
    /// Stops the first checkout that comes to a boundary, until it is let go.
    private struct Stop {
        let gate = Gate()
        let observer: CheckoutObserver

        init(at boundary: CheckoutBoundary) {
            observer = CheckoutObserver { [gate] reached in if reached == boundary { await gate.wait() } }
        }
    }

    /// Every boundary at which a process may be stopped while it carries a checkout.
    static let boundaries: [CheckoutBoundary] =
        [CheckoutStep.reserve, .authorise, .place, .claim, .capture, .commit, .finish].flatMap { step in
            [CheckoutBoundary(.before, step), CheckoutBoundary(.after, step)]
        }

    @Test("A stopped instance that wakes up late does no harm", arguments: boundaries)
    func lateOwner(stoppedAt boundary: CheckoutBoundary) async throws {
        try await CheckoutShop.with { shop in
            try await shop.stock("A-1", 1)
            let provider = ScriptedProvider()
            let stop = Stop(at: boundary)
            // A process that is stopped prolongs no lease and looks for nothing: so long it takes none of both.
            var settings = CheckoutShop.brisk
            settings.lease = .seconds(4000)
            settings.patience = .seconds(10_000)
            settings.hold = .seconds(20_000)
            let others = settings
            settings.lookout = .seconds(3600)
            try await shop.instance(provider: provider, settings: settings, observer: stop.observer) { first in
                let cart = try await first.cart(["A-1": 1])
                let request = Task { try await first.checkOut(cart) }
                try await waitUntil("it is stopped") { stop.gate.count == 1 }
                shop.clock.advance(by: .seconds(4001))
                try await shop.instance(provider: provider, settings: others) { second in
                    try await waitUntil("the other one has finished") {
                        try await second.orders(of: cart).map(\.state) == [.paid]
                    }
                    stop.gate.open()
                    let outcome = try await request.value
                    #expect(outcome.status == 201)
                    #expect(try await second.checkOut(cart).status == 201)
                    #expect(provider.captures == 1)
                    #expect(try await second.orders(of: cart).map(\.state) == [.paid])
                    #expect(try await second.topics() == ["order.placed", "order.paid"])
                    #expect(try await shop.level("A-1").onHand == 0)
                }
            }
            try await shop.checkInvariants()
        }
    }

    @Test("A hold that expires before the claim ends the checkout; nothing is captured")
    func expiryBeforeClaim() async throws {
        try await CheckoutShop.with { shop in
            try await shop.stock("A-1", 1)
            let provider = ScriptedProvider()
            let stop = Stop(at: CheckoutBoundary(.before, .claim))
            try await shop.instance(provider: provider, observer: stop.observer) { instance in
                let cart = try await instance.cart(["A-1": 1])
                async let answer = instance.checkOut(cart)
                try await waitUntil("it is stopped") { stop.gate.count == 1 }
                shop.clock.advance(by: .seconds(901))
                stop.gate.open()
                let failed = try await answer
                #expect(failed.status == 409 && failed.code == "reservation_lost", "\(failed)")
                #expect(provider.captures == 0 && provider.statuses == [.voided])
                #expect(try await instance.orders(of: cart).map(\.state) == [.cancelled])
                #expect(try await shop.level("A-1").available == 1)
            }
            try await shop.checkInvariants()
        }
    }

    @Test("A hold that is claimed in time does not expire, however long the capture takes")
    func expiryAfterClaim() async throws {
        try await CheckoutShop.with { shop in
            try await shop.stock("A-1", 1)
            let provider = ScriptedProvider()
            let stop = Stop(at: CheckoutBoundary(.after, .claim))
            try await shop.instance(provider: provider, observer: stop.observer) { instance in
                let cart = try await instance.cart(["A-1": 1])
                let rival = try await instance.cart(["A-1": 1])
                async let answer = instance.checkOut(cart)
                try await waitUntil("it is stopped") { stop.gate.count == 1 }
                shop.clock.advance(by: .seconds(5000))
                #expect(try await shop.level("A-1").available == 0)
                #expect(try await instance.checkOut(rival).code == "insufficient_stock")
                stop.gate.open()
                let outcome = try await answer
                #expect(outcome.status == 201)
                #expect(provider.captures == 1)
                #expect(try await shop.level("A-1").onHand == 0)
            }
            try await shop.checkInvariants()
        }
    }
}
