import GRDB
import IdentityAPI
import MeshCore
import MeshStore

extension IdentityStore {
    /// How often each kind of event came into the trail, hour by hour; none of whom it was about.
    ///
    /// - Throws: `StoreError`.
    func auditCounts(since: Timestamp) async throws -> [AuditCounts.Count] {
        try await store.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT at / 3600000 AS hour, event, count(*) FROM audit_entry INDEXED BY audit_entry_age
                    WHERE at >= ? GROUP BY hour, event ORDER BY hour, event
                    """, arguments: [since.milliseconds]
            ).map { row in
                AuditCounts.Count(
                    hour: Timestamp(milliseconds: (row[0] as Int64) * 3_600_000), event: row[1], count: row[2])
            }
        }
    }
}
