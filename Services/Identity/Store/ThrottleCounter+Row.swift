import FoundationEssentials
import GRDB
import MeshCore

extension ThrottleCounter {
    /// The counters of one login's keys.
    static func all(_ keys: LoginKeys, _ db: Database) throws -> [LoginThrottle.Scope: ThrottleCounter] {
        let statement = try db.cachedStatement(
            sql: "SELECT failures, last_failure_at, blocked_until FROM login_counter WHERE scope = ? AND key = ?")
        var counters: [LoginThrottle.Scope: ThrottleCounter] = [:]
        for scope in keys.scopes {
            guard let row = try Row.fetchOne(statement, arguments: [scope.rawValue, Data(keys.key(for: scope))]) else {
                continue
            }
            counters[scope] = ThrottleCounter(
                failures: row["failures"], lastFailureAt: Timestamp(milliseconds: row["last_failure_at"]),
                blockedUntil: row.timestamp("blocked_until"))
        }
        return counters
    }

    func save(_ scope: LoginThrottle.Scope, _ key: [UInt8], _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO login_counter (scope, key, failures, last_failure_at, blocked_until) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET failures = excluded.failures, last_failure_at = excluded.last_failure_at,
                    blocked_until = excluded.blocked_until
                """
        ).execute(
            arguments: [scope.rawValue, Data(key), failures, lastFailureAt.milliseconds, blockedUntil?.milliseconds])
    }
}
