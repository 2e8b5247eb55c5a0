import EventCollection
import FoundationEssentials
import GRDB
import MeshCore
import MeshStore

/// The salts of daily visitor ids, the same for all instances, and nowhere once their time is over.
struct SaltStore: Sendable {
    let store: Store

    static let migration = Migration(
        "events-0005-salts",
        sql: "CREATE TABLE visitor_salt (day INTEGER PRIMARY KEY, salt BLOB NOT NULL) STRICT")

    /// Brings the ring that all instances share to a moment.
    ///
    /// - Parameters:
    ///   - moment: Now.
    ///   - fresh: Makes a salt.
    /// - Returns: The ring, the salts to use, and whether one was removed, of which the store's log still has to be cleared
    ///   (``clearLog()``).
    func turn(
        to moment: Timestamp, fresh: @escaping @Sendable () -> [UInt8]
    ) async throws -> (ring: SaltRing, salts: VisitorSalts, isAnyRemoved: Bool) {
        try await store.write { db in
            let rows = try Row.fetchAll(db.cachedStatement(sql: "SELECT day, salt FROM visitor_salt ORDER BY day"))
            let before = rows.map { SaltRing.Entry(day: $0[0], salt: [UInt8]($0[1] as Data)) }
            var ring = SaltRing(entries: before)
            let (salts, isChanged) = ring.turn(to: moment, fresh: fresh)
            guard isChanged else { return (ring, salts, false) }
            let removed = before.filter { !ring.entries.contains($0) }
            if !removed.isEmpty {
                // What is deleted is overwritten with zeros, not only left free (SQLite, PRAGMA secure_delete).
                _ = try Int.fetchOne(db, sql: "PRAGMA secure_delete = ON")
            }
            for entry in removed {
                try db.cachedStatement(sql: "DELETE FROM visitor_salt WHERE day = ?").execute(arguments: [entry.day])
            }
            for entry in ring.entries where !before.contains(entry) {
                try db.cachedStatement(sql: "INSERT INTO visitor_salt (day, salt) VALUES (?, ?)")
                    .execute(arguments: [entry.day, Data(entry.salt)])
            }
            return (ring, salts, !removed.isEmpty)
        }
    }

    /// Empties the store's write-ahead log, in which removed salts still stand.
    ///
    /// - Returns: Whether it is empty; a reader may have been in the way.
    func clearLog() async throws -> Bool { try await store.checkpoint() }
}
