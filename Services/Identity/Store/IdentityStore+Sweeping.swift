import GRDB
import MeshCore
import MeshStore

extension IdentityStore {
    /// Rows deleted in one transaction: it takes some milliseconds, so that logins do not wait for the broom.
    static let sweepBatch = 500

    /// What is swept, and how old it must be.
    enum Sweepable: CaseIterable, Sendable {
        case expiredSessions, endedSessions, expiredKeys, counters, familiarSources, auditEntries

        /// The statement that deletes a batch older than its only argument but the batch size.
        var sql: String {
            switch self {
            case .expiredSessions: batch(of: "session", key: "id", older: "expires_at")
            case .endedSessions: batch(of: "session", key: "id", older: "ended_at")
            case .expiredKeys: batch(of: "api_key", key: "id", older: "expires_at")
            case .counters: batch(of: "login_counter", key: "scope, key", older: "last_failure_at")
            case .familiarSources: batch(of: "familiar_source", key: "account_id, source_key", older: "seen_at")
            case .auditEntries: batch(of: "audit_entry", key: "id", older: "at")
            }
        }

        private func batch(of table: String, key: String, older column: String) -> String {
            "DELETE FROM \(table) WHERE (\(key)) IN (SELECT \(key) FROM \(table) WHERE \(column) < ?1 ORDER BY \(column) LIMIT ?2)"
        }
    }

    /// Deletes one batch of what is older than a moment.
    ///
    /// - Returns: Whether the batch was full, so that there may be more.
    func sweep(_ what: Sweepable, before moment: Timestamp) async throws -> Bool {
        try await store.write { db in
            try db.cachedStatement(sql: what.sql).execute(arguments: [moment.milliseconds, Self.sweepBatch])
            return db.changesCount == Self.sweepBatch
        }
    }

    /// Deletes one batch of the oldest rows beyond a number, for tables that strangers can make grow.
    ///
    /// - Returns: Whether the batch was full, so that there may be more.
    func sweepBeyond(_ limit: Int, of table: BoundedTable) async throws -> Bool {
        try await store.write { db in
            let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table.rawValue)") ?? 0
            guard count > limit else { return false }
            try db.execute(sql: table.sql, arguments: [min(count - limit, Self.sweepBatch)])
            return count - limit > Self.sweepBatch
        }
    }

    /// Tables to which a failed login adds rows.
    enum BoundedTable: String, Sendable, CaseIterable {
        case counters = "login_counter"
        case auditEntries = "audit_entry"

        fileprivate var sql: String {
            switch self {
            case .counters:
                """
                DELETE FROM login_counter WHERE (scope, key) IN (
                    SELECT scope, key FROM login_counter ORDER BY last_failure_at LIMIT ?)
                """
            case .auditEntries: "DELETE FROM audit_entry WHERE id IN (SELECT id FROM audit_entry ORDER BY id LIMIT ?)"
            }
        }
    }
}
