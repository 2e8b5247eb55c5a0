import GRDB
import MeshStore

@testable import Identity

extension IdentityBench {
    /// How SQLite would sweep.
    func plan(of what: IdentityStore.Sweepable) async throws -> [String] {
        try await parts.store.store.read { db in
            try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(what.sql)", arguments: [0, 1]).map {
                $0["detail"] as String
            }
        }
    }
}
