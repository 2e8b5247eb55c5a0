import GRDB
import MeshCore
import MeshStore
import MeshTestKit
import Testing

@testable import Orders

@Suite("Purchase on account")
struct InvoiceProviderTests {
    /// The books in a store of their own.
    private struct Books {
        let directory: TemporaryDirectory
        let store: Store
        let ledger: PaymentLedger
        let rig: PaymentRig

        init(limits: [Currency: Int64] = [.eur: 50_000]) throws {
            directory = try TemporaryDirectory()
            let store = try Store.open(path: "\(directory.path)/orders.sqlite", migrations: OrdersSchema.migrations)
            self.store = store
            ledger = PaymentLedger(store: store, clock: VirtualWallClock())
            rig = PaymentRig(
                provider: InvoiceProvider(ledger: ledger, limits: limits), accepted: .sample(40_00),
                refused: .sample(50_001)
            ) { reference in
                try await store.read { db in
                    try Int.fetchOne(
                        db, sql: "SELECT count(*) FROM payment_ledger WHERE reference = ? AND kind = 'authorised'",
                        arguments: [reference.description]) ?? 0
                }
            }
        }

        /// Accounts that are not the sum of their lines.
        func accountsThatAreWrong() async throws -> [String] {
            try await store.read { db in
                try String.fetchAll(
                    db,
                    sql: """
                        SELECT a.reference FROM payment_account a WHERE
                        a.captured - a.refunded - a.settled <>
                        (SELECT coalesce(sum(owed), 0) FROM payment_ledger l WHERE l.reference = a.reference)
                        OR CASE WHEN a.captured > 0 OR a.voided THEN 0 ELSE a.authorised END <>
                        (SELECT coalesce(sum(held), 0) FROM payment_ledger l WHERE l.reference = a.reference)
                        """)
            }
        }
    }

    @Test("Purchase on account keeps the rules of providers", arguments: PaymentRule.allCases)
    func rules(_ rule: PaymentRule) async throws {
        let books = try Books()
        try await rule.hold(for: books.rig)
        #expect(try await books.accountsThatAreWrong().isEmpty)
    }

    @Test("A hundred repetitions at once book one line")
    func concurrency() async throws {
        let books = try Books()
        let key = PaymentKey(.make())
        await withTaskGroup { group in
            for _ in 0..<100 {
                group.addTask { _ = await books.rig.provider.authorise(books.rig.accepted, as: key) }
                group.addTask { _ = await books.rig.provider.capture(key) }
            }
        }
        #expect(await books.rig.provider.capture(key) == .done)
        let lines = try await books.store.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM payment_ledger")
        }
        #expect(lines == 2)
    }

    @Test("The limit is one of each currency, and nothing is sold on account in others")
    func limits() async throws {
        let books = try Books(limits: [.eur: 100])
        let dearest = await books.rig.provider.authorise(.sample(100), as: PaymentKey(.make()))
        #expect(dearest.outcome == .done)
        for request in [PaymentRequest.sample(101), .sample(1, .usd), .sample(0), .sample(-5)] {
            #expect(await books.rig.provider.authorise(request, as: PaymentKey(.make())).outcome.isDeclined)
        }
    }

    @Test("An authorisation that comes after its end is declined")
    func lateAuthorisation() async throws {
        let books = try Books()
        let key = PaymentKey(.make())
        #expect(await books.rig.provider.void(key) == .done)
        #expect(await books.rig.provider.authorise(books.rig.accepted, as: key).outcome.isDeclined)
        #expect(try await books.rig.status(key) == .voided)
    }

    @Test("What is owed is open until it is settled, and again when it is given back after that")
    func receivables() async throws {
        let books = try Books()
        let paid = try await books.rig.captured()
        let open = try await books.rig.captured()
        _ = try await books.rig.authorised()
        let price = books.rig.accepted.amount
        #expect(
            try await books.ledger.open(after: nil, limit: 10).map(\.reference) == [paid.reference, open.reference])
        let settled = try #require(try await books.ledger.settle(price, of: paid.reference, note: "bank statement 7"))
        #expect(settled.owed == 0)
        #expect(try await books.ledger.open(after: nil, limit: 10).map(\.reference) == [open.reference])
        #expect(await books.rig.provider.refund(price, of: paid, as: .make()) == .done)
        #expect(try await books.ledger.open(after: nil, limit: 1).first?.owed == -price.amount)
        #expect(try await books.ledger.open(after: paid.reference, limit: 10).map(\.reference) == [open.reference])
        await #expect(throws: InvoiceRefusal.tooMuch) {
            try await books.ledger.settle(try price.multiplied(by: 2), of: open.reference, note: "")
        }
        #expect(try await books.accountsThatAreWrong().isEmpty)
    }

    @Test("The list of what is open goes by its index")
    func plan() async throws {
        let books = try Books()
        let plan = try await books.store.read { db in
            try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + PaymentLedger.openSQL, arguments: ["", 10])
                .map { $0["detail"] as String }
        }
        #expect(plan == ["SEARCH payment_account USING INDEX payment_account_open (reference>?)"], "\(plan)")
    }

    @Test("A line of the ledger is never changed and never removed")
    func appendOnly() async throws {
        let books = try Books()
        _ = try await books.rig.captured()
        for statement in ["UPDATE payment_ledger SET owed = 0", "DELETE FROM payment_ledger"] {
            await #expect(throws: DatabaseError.self) {
                try await books.store.write { db in try db.execute(sql: statement) }
            }
        }
    }
}
