import GRDB
import IdentityAPI
import MeshCore
import MeshStore

extension IdentityStore {
    /// The most of each kind that are told of: more is one attack.
    private static let mostSuspicious = 50

    /// The people who administer.
    ///
    /// - Throws: `StoreError`.
    func administrators() throws -> [AccountRecord] {
        try store.fastRead { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT * FROM account INDEXED BY account_administrators
                    WHERE instr(roles, 'admin') > 0 AND kind = 'person' ORDER BY id LIMIT 1000
                    """)
            return try AccountRecord.fetchAll(statement)
        }
    }

    /// Logins that look like an attack, by the audit trail: sources that fail again and again, accounts that were let in after
    /// many failures, and refresh tokens that were used again.
    ///
    /// - Parameters:
    ///   - since: From when on.
    ///   - failures: How many are too many.
    /// - Throws: `StoreError`.
    func suspiciousLogins(since: Timestamp, failures: Int) async throws -> [SuspiciousLogin] {
        try await store.read { db in
            let guessing = try Row.fetchAll(
                db,
                sql: """
                    SELECT source AS subject, count(*) AS count, count(DISTINCT account_id) AS accounts,
                        min(at) AS first_at, max(at) AS last_at
                    FROM audit_entry WHERE at >= ? AND event = ? AND source IS NOT NULL
                    GROUP BY source HAVING count(*) >= ? ORDER BY count(*) DESC LIMIT ?
                    """,
                arguments: [since.milliseconds, AuditEvent.loginFailed.rawValue, failures, Self.mostSuspicious])
            let guessed = try Row.fetchAll(
                db,
                sql: """
                    SELECT f.account_id AS subject, count(*) AS count, 1 AS accounts, min(f.at) AS first_at, s.at AS last_at
                    FROM (SELECT account_id, max(at) AS at FROM audit_entry
                          WHERE at >= ?1 AND event = ?3 AND account_id IS NOT NULL GROUP BY account_id) s
                    JOIN audit_entry f ON f.account_id = s.account_id AND f.at BETWEEN ?1 AND s.at AND f.event = ?2
                    GROUP BY f.account_id HAVING count(*) >= ?4 ORDER BY count(*) DESC LIMIT ?5
                    """,
                arguments: [
                    since.milliseconds, AuditEvent.loginFailed.rawValue, AuditEvent.loginSucceeded.rawValue, failures,
                    Self.mostSuspicious,
                ])
            let reused = try Row.fetchAll(
                db,
                sql: """
                    SELECT account_id AS subject, count(*) AS count, 1 AS accounts, min(at) AS first_at, max(at) AS last_at
                    FROM audit_entry WHERE at >= ? AND event = ? AND account_id IS NOT NULL
                    GROUP BY account_id ORDER BY count(*) DESC LIMIT ?
                    """,
                arguments: [since.milliseconds, AuditEvent.refreshReused.rawValue, Self.mostSuspicious])
            return guessing.map { Self.suspicion(.guessing, $0) } + guessed.map { Self.suspicion(.guessed, $0) }
                + reused.map { Self.suspicion(.tokenReused, $0) }
        }
    }

    private static func suspicion(_ kind: SuspiciousLogin.Kind, _ row: Row) -> SuspiciousLogin {
        SuspiciousLogin(
            kind: kind, subject: row["subject"], count: row["count"], accounts: row["accounts"],
            firstAt: Timestamp(milliseconds: row["first_at"]), lastAt: Timestamp(milliseconds: row["last_at"]))
    }
}
