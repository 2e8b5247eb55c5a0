import CatalogAPI
import Foundation
import GRDB
import HTTPTypes
import MeshCore
import MeshStore
import MeshTestKit
import OrdersAPI
import Testing

@testable import Orders

@Suite("Checking a cart out")
struct CheckoutTests {
    @Test("makes a paid order, sells the goods, closes the cart and tells of it", arguments: WorkflowShare.allCases)
    func success(_ share: WorkflowShare) async throws {
        try await CheckoutShop.with(share) { shop in
            try await shop.stock("A-1", 5)
            try await shop.stock("B-2", 5, price: 250)
            try await shop.instance { instance in
                let cart = try await instance.cart(["A-1": 2, "B-2": 1])
                let answer = try await instance.checkOut(cart)
                #expect(answer.status == 201, "\(answer)")
                let order: Order = try answer.decode()
                #expect(order.state == .paid && order.total == Sample.eur(2250))
                #expect(order.payment.captured == Sample.eur(2250) && order.invoiceNumber != nil)
                #expect(answer.headers[.location] == "/v1/orders/\(order.id)")
                #expect(try await shop.level("A-1").onHand == 3)
                #expect(try await shop.level("B-2").available == 4)
                #expect(try await instance.state(of: cart) == "checked_out")
                #expect(try await instance.topics() == ["order.placed", "order.paid"])
                let again = try await instance.checkOut(cart, key: "another")
                #expect(again.status == 409 && again.code == "cart_checked_out")
                // A guest proves themselves by a secret that the answer told.
                #expect(order.secret != nil)
            }
            try await shop.checkInvariants()
        }
    }

    @Test("is refused without its preconditions, and then nothing has begun", arguments: WorkflowShare.allCases)
    func refusals(_ share: WorkflowShare) async throws {
        try await CheckoutShop.with(share) { shop in
            try await shop.stock("A-1", 5)
            try await shop.instance { instance in
                let cart = try await instance.cart(["A-1": 1])
                let empty = try await instance.cart([:])
                let strange = try await instance.cart(["A-1": 1, "NONE": 1])
                #expect(try await instance.checkOut(empty).code == "cart_empty")
                let refused = try await instance.checkOut(strange)
                #expect(refused.status == 409 && refused.code == "lines_refused" && refused.fields == ["NONE"])
                let price = try await instance.checkOut(cart, try CheckoutInstance.body(expectedTotal: 900))
                #expect(price.status == 409 && price.code == "price_changed", "\(price)")
                #expect(price.text.contains("1000 EUR"))
                #expect(try await instance.checkOut(.make()).status == 404)
                let method = try await instance.checkOut(cart, try CheckoutInstance.body(method: "stripe"))
                #expect(method.status == 400 && method.fields == ["payment.method"])
                #expect(try await instance.checkouts(of: cart).isEmpty)
                #expect(try await instance.state(of: cart) == "open")
                let good = try await instance.checkOut(cart, try CheckoutInstance.body(expectedTotal: 1000))
                #expect(good.status == 201, "\(good)")
            }
        }
    }

    @Test("says what there is too little of, and leaves the cart open", arguments: WorkflowShare.allCases)
    func insufficient(_ share: WorkflowShare) async throws {
        try await CheckoutShop.with(share) { shop in
            try await shop.stock("A-1", 1)
            try await shop.instance { instance in
                let cart = try await instance.cart(["A-1": 2])
                let answer = try await instance.checkOut(cart)
                #expect(answer.status == 409 && answer.code == "insufficient_stock", "\(answer)")
                #expect(answer.fields == ["A-1"])
                #expect(try await instance.checkOut(cart).body == answer.body)
                #expect(try await instance.orders(of: cart).isEmpty)
                #expect(try await instance.state(of: cart) == "open")
                #expect(try await shop.level("A-1").available == 1)
            }
        }
    }

    @Test("gives the goods back when the payment is declined", arguments: WorkflowShare.allCases)
    func declined(_ share: WorkflowShare) async throws {
        try await CheckoutShop.with(share) { shop in
            try await shop.stock("A-1", 1)
            let provider = ScriptedProvider { call, _ in call == .authorise ? .declined : .honest }
            try await shop.instance(provider: provider) { instance in
                let cart = try await instance.cart(["A-1": 1])
                let answer = try await instance.checkOut(cart)
                #expect(answer.status == 402 && answer.code == "payment_declined", "\(answer)")
                #expect(try await shop.level("A-1").available == 1)
                #expect(try await instance.orders(of: cart).isEmpty)
                #expect(try await instance.state(of: cart) == "open")
                #expect(try await instance.checkOut(cart).body == answer.body)
                #expect(provider.statuses == [.voided])
            }
            try await shop.checkInvariants()
        }
    }

    @Test(
        "asks what became of a call whose answer was lost, and takes the money once", arguments: WorkflowShare.allCases)
    func lostAnswers(_ share: WorkflowShare) async throws {
        try await CheckoutShop.with(share) { shop in
            try await shop.stock("A-1", 1)
            let provider = ScriptedProvider { call, before in
                switch call {
                case .authorise, .capture: before == 0 ? .requestLost : before == 1 ? .answerLost : .honest
                case .void, .refund, .find: .honest
                }
            }
            try await shop.instance(provider: provider) { instance in
                let cart = try await instance.cart(["A-1": 1])
                #expect(try await instance.checkOut(cart).status == 201)
                #expect(provider.captures == 1 && provider.count(.authorise) == 3 && provider.count(.capture) == 3)
            }
        }
    }

    @Test("cancels the order and gives back when the capture is declined", arguments: WorkflowShare.allCases)
    func captureDeclined(_ share: WorkflowShare) async throws {
        try await CheckoutShop.with(share) { shop in
            try await shop.stock("A-1", 1)
            let provider = ScriptedProvider { call, _ in call == .capture ? .declined : .honest }
            try await shop.instance(provider: provider) { instance in
                let cart = try await instance.cart(["A-1": 1])
                let answer = try await instance.checkOut(cart)
                #expect(answer.status == 402, "\(answer)")
                #expect(try await instance.orders(of: cart).map(\.state) == [.cancelled])
                #expect(try await shop.level("A-1").available == 1)
                #expect(provider.statuses == [.voided])
                #expect(try await instance.topics() == ["order.placed", "order.cancelled"])
            }
        }
    }

    @Test("goes on when its caller has gone", arguments: WorkflowShare.allCases)
    func callerGone(_ share: WorkflowShare) async throws {
        try await CheckoutShop.with(share) { shop in
            try await shop.stock("A-1", 1)
            let gate = Gate()
            let provider = ScriptedProvider { call, _ in
                if call == .authorise { await gate.wait() }
                return .honest
            }
            try await shop.instance(provider: provider) { instance in
                let cart = try await instance.cart(["A-1": 1])
                let request = Task { try await instance.checkOut(cart) }
                try await waitUntil("the provider is asked") { provider.count(.authorise) == 1 }
                request.cancel()
                _ = await request.result
                gate.open()
                try await waitUntil("the order is paid") { try await instance.orders(of: cart).map(\.state) == [.paid] }
                #expect(try await instance.checkOut(cart).status == 201)
            }
        }
    }

    @Test(
        "A provider that hangs holds up no other checkout and no change of the same stock",
        arguments: WorkflowShare.allCases)
    func hangingProvider(_ share: WorkflowShare) async throws {
        try await CheckoutShop.with(share) { shop in
            try await shop.stock("A-1", 3)
            let gate = Gate()
            let provider = ScriptedProvider { call, before in
                if call == .authorise, before == 0 { await gate.wait() }
                return .honest
            }
            try await shop.instance(provider: provider) { instance in
                let slow = try await instance.cart(["A-1": 1])
                let quick = try await instance.cart(["A-1": 1])
                let request = Task { try await instance.checkOut(slow) }
                try await waitUntil("the provider hangs") { provider.count(.authorise) == 1 }
                #expect(try await instance.checkOut(quick).status == 201)
                let found = try await shop.catalog.send(
                    .post, "/v1/stock/A-1/movements", #"{"quantity": 2, "reason": "found"}"#, token: "admin")
                #expect(found.status == 201)
                gate.open()
                #expect(try await request.value.status == 201)
                #expect(try await shop.level("A-1").onHand == 3)
            }
        }
    }

    @Test("lays itself aside while the catalog is away, and goes on after", arguments: WorkflowShare.allCases)
    func catalogAway(_ share: WorkflowShare) async throws {
        try await CheckoutShop.with(share) { shop in
            try await shop.stock("A-1", 1)
            let provider = ScriptedProvider { call, before in
                if call == .capture, before == 0 { shop.line.fail(with: .serviceUnavailable) }
                return .honest
            }
            try await shop.instance(provider: provider) { instance in
                let cart = try await instance.cart(["A-1": 1])
                async let answer = instance.checkOut(cart)
                try await waitUntil("it is laid aside") {
                    try await instance.checkouts(of: cart).first.map { $0.attempts > 0 } ?? false
                }
                #expect(provider.captures == 1)
                shop.line.fail(with: nil)
                try await waitUntil("it has ended") {
                    shop.clock.advance(by: .milliseconds(20))
                    return try await instance.orders(of: cart).map(\.state) == [.paid]
                }
                let outcome = try await answer
                #expect(outcome.status == 201)
                #expect(provider.captures == 1)
            }
        }
    }

    @Test("voids an authorisation that arrives after everything was undone", arguments: WorkflowShare.allCases)
    func lateAuthorisation(_ share: WorkflowShare) async throws {
        try await CheckoutShop.with(share) { shop in
            try await shop.stock("A-1", 1)
            let provider = ScriptedProvider(remembers: false) { call, before in
                call == .authorise && before < 1000 ? .requestLost : .honest
            }
            var settings = CheckoutShop.brisk
            settings.answerLimit = .milliseconds(50)
            try await shop.instance(provider: provider, settings: settings) { instance in
                let cart = try await instance.cart(["A-1": 1])
                #expect(try await instance.checkOut(cart).status == 202)
                shop.clock.advance(by: .seconds(601))
                try await waitUntil("it has ended") { try await instance.state(of: cart) == "open" }
                let record = try #require(try await instance.checkouts(of: cart).first)
                provider.hold(Sample.eur(1000), under: record.paymentReference)
                shop.clock.advance(by: .seconds(901))
                try await waitUntil("it is void", state: { "\(provider.statuses)" }) { provider.statuses == [.voided] }
            }
        }
    }

    @Test("What is looked for in the background is found by an index", arguments: WorkflowShare.allCases)
    func plans(_ share: WorkflowShare) async throws {
        try await CheckoutShop.with(share) { shop in
            try await shop.instance { instance in
                let statements: [(String, StatementArguments)] = [
                    (CheckoutStore.dueSQL, [0, 1]), (CheckoutStore.ownersSQL, []), (CheckoutStore.ownedSQL, ["", 1]),
                    (CheckoutStore.endedSQL, [0, 1]), (CheckoutStore.lookSQL, [0, 1]),
                ]
                for (sql, arguments) in statements {
                    let plan = try await instance.service.store.store.read { db in
                        try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + sql, arguments: arguments)
                            .map { $0["detail"] as String }
                    }
                    #expect(plan.allSatisfy { $0.contains("USING") && $0.contains("INDEX") }, "\(sql): \(plan)")
                }
            }
        }
    }
}
