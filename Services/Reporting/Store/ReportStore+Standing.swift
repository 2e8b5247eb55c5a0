import FoundationEssentials
import GRDB
import MeshStore
import ReportAnalysis

extension ReportStore {
    /// Kept sums of a set; nil where those of this scope are not kept.
    ///
    /// - Throws: `StoreError`.
    func standingSums(of generation: Int64, _ set: String, scope: String) throws -> [UInt8]? {
        try store.fastRead { db in
            let statement = try db.cachedStatement(
                sql: "SELECT groups FROM report_standing WHERE generation = ? AND dimensions = ? AND scope = ?")
            return try Row.fetchOne(statement, arguments: [generation, set, scope]).map { Array($0[0] as Data) }
        }
    }

    /// Of what a generation's kept sums are, by set.
    ///
    /// - Throws: `StoreError`.
    func standingScopes(of generation: Int64) throws -> [String: String] {
        try store.fastRead { db in
            let statement = try db.cachedStatement(
                sql: "SELECT dimensions, scope FROM report_standing WHERE generation = ?")
            let rows = try Row.fetchAll(statement, arguments: [generation])
            return Dictionary(uniqueKeysWithValues: rows.map { ($0[0] as String, $0[1] as String) })
        }
    }

    /// Keeps sums in the place of those of their sets; of a generation that is gone, nothing.
    ///
    /// - Throws: `StoreError`.
    func keep(_ sums: [StandingSums], of generation: Int64) async throws {
        for sum in sums {
            try await store.writeAlone { db in
                try db.cachedStatement(
                    sql: """
                        INSERT OR REPLACE INTO report_standing (generation, dimensions, scope, groups)
                        SELECT generation, ?, ?, ? FROM report_generation WHERE generation = ?
                        """
                ).execute(arguments: [sum.set, sum.scope, Data(sum.bytes), generation])
            }
        }
    }
}
