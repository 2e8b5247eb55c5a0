import FoundationEssentials
import GRDB
import IdentityAPI
import MeshCore
import MeshStore

extension IdentityStore {
    /// What is known before a login: the counters of its keys, and whether the owner has logged in from there before.
    func loginState(
        _ keys: LoginKeys, account: Account.ID
    ) throws -> (counters: [LoginThrottle.Scope: ThrottleCounter], isFamiliar: Bool) {
        try store.fastRead { db in
            (try ThrottleCounter.all(keys, db), try Self.isFamiliar(account, keys.source, db))
        }
    }

    /// Counts a failed login and tells the trail.
    func recordFailure(_ keys: LoginKeys, throttle: LoginThrottle, entry: AuditEntry) async throws {
        try await store.write { db in
            let next = throttle.afterFailure(try ThrottleCounter.all(keys, db), at: entry.at)
            for (scope, counter) in next where keys.scopes.contains(scope) {
                try counter.save(scope, keys.key(for: scope), db)
            }
            try entry.insert(db)
        }
    }

    /// Opens a session after a right password, in one transaction with all that follows from it: counters cleared, the source
    /// remembered, the sessions beyond the limit ended.
    ///
    /// - Parameters:
    ///   - session: The new row.
    ///   - keys: The login's.
    ///   - limit: Live sessions of an account, the new one included.
    func openSession(_ session: SessionRecord, keys: LoginKeys, limit: Int, entry: AuditEntry) async throws {
        try await store.write { db in
            for scope in LoginThrottle.clearedBySuccess {
                try db.cachedStatement(sql: "DELETE FROM login_counter WHERE scope = ? AND key = ?")
                    .execute(arguments: [scope.rawValue, Data(keys.key(for: scope))])
            }
            try Self.remember(keys.source, of: session.account, at: session.createdAt, db)
            try session.insert(db)
            try Self.endSessionsBeyond(limit, of: session.account, at: session.createdAt, db)
            try entry.insert(db)
        }
    }

    private static func isFamiliar(_ account: Account.ID, _ source: [UInt8], _ db: Database) throws -> Bool {
        let statement = try db.cachedStatement(
            sql: "SELECT 1 FROM familiar_source WHERE account_id = ? AND source_key = ?")
        return try Row.fetchOne(statement, arguments: [account.description, Data(source)]) != nil
    }

    /// Sources remembered for an account: those of a person, not of a fleet.
    private static let familiarLimit = 32

    private static func remember(_ source: [UInt8], of account: Account.ID, at now: Timestamp, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO familiar_source (account_id, source_key, seen_at) VALUES (?, ?, ?)
                ON CONFLICT DO UPDATE SET seen_at = excluded.seen_at
                """
        ).execute(arguments: [account.description, Data(source), now.milliseconds])
        try db.cachedStatement(
            sql: """
                DELETE FROM familiar_source WHERE account_id = ?1 AND source_key IN (
                    SELECT source_key FROM familiar_source WHERE account_id = ?1 ORDER BY seen_at DESC LIMIT -1 OFFSET ?2)
                """
        ).execute(arguments: [account.description, familiarLimit])
    }

    private static func endSessionsBeyond(
        _ limit: Int, of account: Account.ID, at now: Timestamp, _ db: Database
    ) throws {
        try db.cachedStatement(
            sql: """
                UPDATE session SET ended_at = ?1, end_reason = 'limit' WHERE id IN (
                    SELECT id FROM session WHERE account_id = ?2 AND ended_at IS NULL
                    ORDER BY rotated_at DESC, id DESC LIMIT -1 OFFSET ?3)
                """
        ).execute(arguments: [now.milliseconds, account.description, limit])
    }
}
