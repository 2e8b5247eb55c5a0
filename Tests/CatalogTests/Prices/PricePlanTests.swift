import CatalogAPI
import GRDB
import MeshStore
import Testing

@testable import Catalog

@Suite("The query plans of prices")
struct PricePlanTests {
    private static let statements: [(name: String, sql: String, arguments: StatementArguments)] = [
        ("lists", PriceStore.listPageSQL, ["~", 50]),
        ("entries", PriceEntryRow.pageSQL, [1, "", 0, 0, 50]),
        ("entries of an SKU", PriceEntryRow.skuPageSQL, [1, "A", 0, 0, 50]),
        ("entries for a quote", PriceEntryRow.candidatesSQL, ["A"]),
        ("rules", PriceRuleRow.pageSQL, ["", 50]),
        ("audit", PriceAudit.pageSQL(sku: nil, list: nil), [1, 50]),
        ("audit of an SKU", PriceAudit.pageSQL(sku: "", list: nil), ["A", 1, 50]),
        ("audit of a list", PriceAudit.pageSQL(sku: nil, list: ""), ["prl", 1, 50]),
        ("audit of both", PriceAudit.pageSQL(sku: "", list: ""), ["A", "prl", 1, 50]),
        ("due", PriceSchedule.dueSQL, [1, 50]),
        ("done", PriceSchedule.removeSQL, [1, "list", "1", ""]),
        ("change", "SELECT max(sequence) FROM price_change", []),
    ]

    @Test("No statement scans a table that grows, and none sorts")
    func plans() async throws {
        let store = try CatalogDoor().service.prices.store
        for statement in Self.statements {
            let plan = try await store.write { db in
                try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(statement.sql)", arguments: statement.arguments)
                    .map { $0["detail"] as String }
            }
            #expect(
                plan.allSatisfy { $0.hasPrefix("SEARCH") }, "\(statement.name): \(plan.joined(separator: "; "))")
        }
    }
}
