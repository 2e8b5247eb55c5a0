import GRDB
import MeshCore
import MeshStore

extension LogStore {
    /// Tells that an instance lives, for a term.
    func renew(_ instance: String, for term: Duration, at now: Timestamp) async throws {
        try await write { db in
            try db.cachedStatement(
                sql: "INSERT OR REPLACE INTO log_instance (name, renewed_at, term) VALUES (?, ?, ?)"
            ).execute(arguments: [instance, now.milliseconds, term.wholeMilliseconds])
        }
    }

    /// Forgets an instance, and gives back all that it owns.
    func forget(_ instance: String) async throws {
        try await write { db in
            try db.cachedStatement(sql: "UPDATE log_partition SET owner = NULL WHERE owner = ?")
                .execute(arguments: [instance])
            try db.cachedStatement(sql: "DELETE FROM log_instance WHERE name = ?").execute(arguments: [instance])
        }
    }

    /// The instances whose term is not over. One whose term began in a time that is yet to come counts until its end: a
    /// clock that was set back makes a takeover late, never wrong.
    func livingInstances(at now: Timestamp) throws -> [String] {
        try read { db in
            try String.fetchAll(
                db.cachedStatement(sql: "SELECT name FROM log_instance WHERE renewed_at + term > ? ORDER BY name"),
                arguments: [now.milliseconds])
        }
    }
}
