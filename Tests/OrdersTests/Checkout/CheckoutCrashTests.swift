import CatalogAPI
import Foundation
import GRDB
import HTTPTypes
import MeshCore
import MeshStore
import MeshTestKit
import MeshTransport
import NIOCore
import OrdersAPI
import Testing

@testable import Orders

@Suite("A process that is killed at every boundary of a checkout")
struct CheckoutCrashTests {
    /// A checkout that is swept.
    enum Case: CaseIterable {
        case success
        /// The payment is declined.
        case declined
        /// The goods are not there.
        case insufficient

        /// What the buyer is told in the end.
        var status: Int {
            switch self {
            case .success: 201
            case .declined: 402
            case .insufficient: 409
            }
        }

        /// Above the limit of purchases on account, the payment is declined.
        var price: Int64 { self == .declined ? 5_000_000 : 1000 }
        var stock: Int { self == .insufficient ? 0 : 100 }
    }

    /// Who is asked for the money, and how the process is told so.
    private enum Payment {
        case invoice
        case stripe(LocalStripe)

        var settings: [String] {
            switch self {
            case .invoice: []
            case .stripe(let server):
                ["--payments-stripe-url", server.url, "--payments-stripe-key", "sk_test_12345"]
            }
        }

        var method: String {
            switch self {
            case .invoice: "invoice"
            case .stripe: "stripe"
            }
        }
    }

    /// Each ending, and each share of the workflow's; all nine together, which take some ten minutes, with `ORRERY_SWEEP=all`.
    private static let sweeps: [(Case, WorkflowShare)] =
        if ProcessInfo.processInfo.environment["ORRERY_SWEEP"] == "all" {
            Case.allCases.flatMap { kind in [.all, .unfinished, .none].map { (kind, $0) } }
        } else {
            [(.success, .all), (.success, .unfinished), (.insufficient, .all), (.declined, .none)]
        }

    private struct Reply: Sendable, Equatable {
        let status: Int
        let body: Data
    }

    @Test("leaves exactly one of a paid order and released stock")
    func sweeps() async throws {
        // Each in a shop of its own, and two at once: what they wait for is processes that start.
        try await withThrowingTaskGroup(of: Void.self) { sweeping in
            for (number, (kind, share)) in Self.sweeps.enumerated() {
                if number >= 2 { try await sweeping.next() }
                sweeping.addTask { try await sweep(kind, share) }
            }
            try await sweeping.waitForAll()
        }
    }

    private func sweep(_ kind: Case, _ share: WorkflowShare) async throws {
        try await CheckoutShop.with(share) { shop in
            try await shop.stock("A-1", kind.stock, price: kind.price)
            let store = try Store.open(
                path: shop.directory.path("orders.sqlite"), migrations: OrdersSchema.migrations)
            let boundaries = try await uninterrupted(shop, store, kind, .invoice)
            #expect(Set(boundaries).count == boundaries.count && boundaries.count >= 6, "\(boundaries)")
            for number in 1...boundaries.count {
                try await killed(at: number, named: boundaries[number - 1], shop, store, kind, .invoice)
            }
            try await check(shop, store, kind, checkouts: boundaries.count + 1)
            try await store.close()
        }
    }

    @Test(
        "takes the money of a card once",
        .enabled(if: LocalStripe.isPrepared, "the Python with localstripe is not there"))
    func stripe() async throws {
        let server = try LocalStripe.running()
        try await CheckoutShop.with { shop in
            try await shop.stock("A-1", 100)
            let store = try Store.open(
                path: shop.directory.path("orders.sqlite"), migrations: OrdersSchema.migrations)
            let boundaries = try await uninterrupted(shop, store, .success, .stripe(server))
            // The boundaries of what is asked of others: around the writes the sweep above has been.
            for (number, name) in zip(1..., boundaries) where Self.outside.contains(where: name.hasSuffix) {
                try await killed(at: number, named: name, shop, store, .success, .stripe(server))
            }
            let references = try await store.read { db in
                try String.fetchAll(db, sql: "SELECT payment_reference FROM shop_order WHERE state = 'paid'")
            }
            #expect(references.count == 1 + 2 * Self.outside.count)
            for reference in references {
                let reference = try #require(PaymentReference(reference))
                #expect(try await server.timesCharged(reference) == 1)
                #expect(try await server.intents(of: reference).map(\.status) == [.succeeded])
            }
            let level = try await shop.level("A-1")
            #expect(level.onHand == Int64(100 - references.count) && level.reserved == 0)
            try await shop.checkInvariants()
            try await store.close()
        }
    }

    private static let outside = ["authorise", "capture", "commit"]

    private func process(_ shop: CheckoutShop, _ payment: Payment, crashAt number: Int?) throws -> CrasherProcess {
        try CrasherProcess.orders(
            directory: shop.directory.path, catalog: shop.port, orchestrator: shop.stage?.port, crashAt: number,
            settings: payment.settings + ["--checkout-workflow", shop.share.rawValue])
    }

    /// Uses a process, which the orchestrator finds meanwhile.
    private func onStage<Value: Sendable>(
        _ shop: CheckoutShop, _ process: CrasherProcess, _ body: (ServiceClient) async throws -> Value
    ) async throws -> Value {
        try await process.withClient { client in
            guard let stage = shop.stage else { return try await body(client) }
            return try await stage.orders.with(OrdersLine.end(client)) { try await body(client) }
        }
    }

    /// Counts the boundaries of a checkout that nobody disturbs.
    private func uninterrupted(
        _ shop: CheckoutShop, _ store: Store, _ kind: Case, _ payment: Payment
    ) async throws -> [String] {
        let cart = try await cart(store)
        let process = try process(shop, payment, crashAt: nil)
        defer { process.kill() }
        let reply = try await onStage(shop, process) { try await send(cart, payment, $0) }
        #expect(reply.status == kind.status, "\(String(decoding: reply.body, as: UTF8.self)) \(process.log)")
        return process.boundaries
    }

    private func killed(
        at number: Int, named name: String, _ shop: CheckoutShop, _ store: Store, _ kind: Case,
        _ payment: Payment
    ) async throws {
        let cart = try await cart(store)
        let doomed = try process(shop, payment, crashAt: number)
        defer { doomed.kill() }
        // It dies before it answers, or just after; which of both says nothing.
        _ = try? await onStage(shop, doomed) { try await send(cart, payment, $0) }
        try await waitUntil("it has killed itself at \(name)", state: { doomed.log }) { doomed.hasEnded }
        #expect(doomed.boundaries.count == number && doomed.boundaries.last == name)
        let next = try process(shop, payment, crashAt: nil)
        defer { next.kill() }
        let (first, second) = try await onStage(shop, next) { client in
            try await waitUntil("recovery is done after \(name)", state: { next.log }) {
                try await store.read { db in
                    try Int.fetchOne(db, sql: "SELECT count(*) FROM checkout WHERE due_at IS NOT NULL") == 0
                }
            }
            return (try await send(cart, payment, client), try await send(cart, payment, client))
        }
        #expect(first.status == kind.status, "\(kind), after \(name): \(String(decoding: first.body, as: UTF8.self))")
        #expect(first == second, "\(kind), after \(name)")
    }

    /// What has become of everything: as many orders, goods and payments as there were successes.
    private func check(_ shop: CheckoutShop, _ store: Store, _ kind: Case, checkouts: Int) async throws {
        let successes = kind == .success ? checkouts : 0
        let (orders, paid, captured, held) = try await store.read { db in
            (
                try Int.fetchOne(db, sql: "SELECT count(*) FROM shop_order WHERE state = 'paid'") ?? 0,
                try Int64.fetchOne(db, sql: "SELECT coalesce(sum(total), 0) FROM shop_order WHERE state = 'paid'") ?? 0,
                try Int64.fetchOne(db, sql: "SELECT coalesce(sum(captured - refunded), 0) FROM payment_account") ?? 0,
                try Int.fetchOne(
                    db,
                    sql: "SELECT count(*) FROM payment_account WHERE authorised > captured AND voided = 0") ?? 0
            )
        }
        #expect(orders == successes, "\(kind)")
        #expect(paid == captured && paid == Int64(successes) * kind.price)
        #expect(held == 0)
        let open = try await store.read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM cart WHERE state = 'checking_out'")
        }
        #expect(open == 0)
        let level = try await shop.level("A-1")
        #expect(level.onHand == Int64(kind.stock - successes) && level.reserved == 0)
        try await shop.checkInvariants()
    }

    private func cart(_ store: Store) async throws -> Cart.ID {
        let id = Cart.ID.make()
        try await store.write { db in
            try CheckoutCarts.insert(
                id, ["A-1": 1], account: nil, secret: CheckoutInstance.secret, at: SystemWallClock().now(), db)
        }
        return id
    }

    private func send(_ cart: Cart.ID, _ payment: Payment, _ client: ServiceClient) async throws -> Reply {
        var request = HTTPRequest(method: .post, scheme: nil, authority: nil, path: "/v1/carts/\(cart)/checkout")
        for (name, value) in [
            ("Content-Type", "application/json"), ("Cart-Secret", CheckoutInstance.secret.text),
            ("Idempotency-Key", cart.description),
        ] {
            request.headerFields[try #require(HTTPField.Name(name))] = value
        }
        let response = try await client.send(
            request, body: ByteBuffer(string: try CheckoutInstance.body(method: payment.method)))
        let body = Data(try await response.collect(upTo: 1 << 20).readableBytesView)
        return Reply(status: Int(response.status.code), body: body)
    }
}
