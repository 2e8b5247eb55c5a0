import CatalogAPI
import GRDB
import MeshCore
import MeshStore
import MeshTestKit
import Testing

@testable import Catalog

@Suite("The ledger is the truth, and SQLite itself guards it")
struct StockLedgerTests {
    private let room: StockRoom

    init() throws {
        room = try StockRoom()
    }

    @Test(
        "Whoever would break a rule of stock is refused by the database",
        arguments: [
            "UPDATE stock SET on_hand = 7", "UPDATE stock SET on_hand = on_hand + 1, version = version + 1",
            "UPDATE stock SET reserved = 6", "UPDATE stock SET reserved = -1", "DELETE FROM stock",
            "INSERT INTO stock VALUES ('NEW', 1, 0, 0, 0)", "INSERT INTO stock VALUES ('NEW', 0, 1, 0, 0)",
            "INSERT INTO stock VALUES ('tea', 0, 0, 0, 0)",
            "UPDATE stock_movement SET quantity = 6", "DELETE FROM stock_movement",
            "INSERT INTO stock_movement VALUES (NULL, 'mov', 'TEA', 0, 'correction', NULL, 5, 0)",
            // Decided on a level that is no longer the level: a lost update.
            "INSERT INTO stock_movement VALUES (NULL, 'mov', 'TEA', 1, 'correction', NULL, 4, 0)",
            "INSERT INTO stock_movement VALUES (NULL, 'mov', 'TEA', -4, 'correction', NULL, 1, 0)",
            "INSERT INTO stock_movement VALUES (NULL, 'mov', 'NONE', 1, 'correction', NULL, 1, 0)",
            "INSERT INTO stock_movement VALUES (NULL, 'mov', 'TEA', 1000000000, 'correction', NULL, 1000000005, 0)",
        ])
    func guarded(sql: String) async throws {
        try await room.receive(5, of: "TEA")
        try await room.reserve([("TEA", 2)])
        let level = try room.stock.level("TEA")
        let error = await #expect(throws: DatabaseError.self) {
            try await room.stock.store.write { db in try db.execute(sql: sql) }
        }
        #expect(error?.resultCode == .SQLITE_CONSTRAINT, "\(sql): \(String(describing: error))")
        #expect(try room.stock.level("TEA") == level)
        try await room.check()
    }

    @Test("What was broken past the guards is found, and told in so many words")
    func violations() async throws {
        try await room.receive(5, of: "TEA")
        try await room.receive(5, of: "POT")
        try await room.reserve([("TEA", 2)])
        try await room.stock.store.write { db in
            try db.execute(sql: "DROP TRIGGER stock_is_the_ledgers")
            try db.execute(sql: "UPDATE stock SET on_hand = 9 WHERE sku = 'POT'")
            try db.execute(sql: "UPDATE stock SET reserved = 1 WHERE sku = 'tea'")
        }
        let found = try await room.stock.invariants()
        #expect(found.skus == 2 && found.onHand == 14 && found.movements == 10)
        #expect(found.reserved == 1 && found.reservations == 2 && found.available == 13)
        #expect(
            found.violations == [
                StockViolation(sku: "POT", rule: .onHand, expected: 5, actual: 9),
                StockViolation(sku: "TEA", rule: .reserved, expected: 2, actual: 1),
            ])
        #expect(found.violationCount == 2)
    }

    @Test("Violations are counted all, and told up to a hundred; what has no stock is found too")
    func tally() {
        var tally = StockTally(at: Timestamp(milliseconds: 0))
        for number in 0..<150 {
            tally.add(.level(onHand: 1, reserved: 2), of: "S-\(number)")
            tally.add(.movements(1), of: "s-\(number)")
            tally.add(.reservations(2), of: "S-\(number)")
        }
        tally.add(.movements(4), of: "T")
        tally.add(.reservations(3), of: "U")
        let found = tally.finish()
        #expect(found.skus == 152 && found.violationCount == 152 && found.violations.count == 100)
        #expect(found.violations[0] == StockViolation(sku: "S-0", rule: .available, expected: 0, actual: -1))
        #expect(found.available == -150)
    }

    @Test("A thousand SKUs and their histories are added up from indexes alone, each read once")
    func plan() async throws {
        let invariants = try await plan(StockStore.invariantsSQL)
        #expect(invariants.contains { $0.contains("SCAN stock_movement USING COVERING INDEX stock_movement_sku") })
        #expect(invariants.contains { $0.contains("SCAN reservation_line USING COVERING INDEX reservation_live") })
        #expect(!invariants.contains { $0.contains("TEMP B-TREE") }, "\(invariants)")
    }

    @Test("Every list and every sweep is served by an index, without a scan and without a sort")
    func plans() async throws {
        let statements: [(sql: String, arguments: StatementArguments)] = [
            (StockStore.levelsSQL, ["", 10]), (StockStore.changedLevelsSQL, [5, 5, "", 10]),
            (StockStore.movementsSQL, ["TEA", Int64.max, 10]),
            (ReservationRow.dueSQL, [0, 10]), (ReservationRow.dueOfSKUSQL, ["TEA", 0]),
            (ReservationRow.forgetSQL, [0, 10]), (ReservationRow.liveSQL, ["", 10]),
        ]
        for statement in statements {
            let plan = try await plan(statement.sql, statement.arguments)
            #expect(!plan.contains { $0.contains("SCAN") || $0.contains("TEMP B-TREE") }, "\(statement.sql): \(plan)")
            #expect(plan.contains { $0.contains("SEARCH") }, "\(statement.sql): \(plan)")
        }
        let live = try await plan(ReservationRow.dueOfSKUSQL, ["TEA", 0])
        #expect(
            live.contains { $0.contains("USING COVERING INDEX reservation_live (sku=? AND live_until<?)") }, "\(live)")
    }

    private func plan(_ sql: String, _ arguments: StatementArguments = []) async throws -> [String] {
        try await room.stock.store.read { db in
            try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(sql)", arguments: arguments).map { $0["detail"] as String }
        }
    }
}
