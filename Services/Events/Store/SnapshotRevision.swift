import GRDB
import MeshStore

/// Counts the changes of what instances keep in memory.
enum SnapshotRevision {
    static let migration = Migration(
        "events-0002-snapshots",
        sql: """
            CREATE TABLE snapshot_revision (scope TEXT PRIMARY KEY, revision INTEGER NOT NULL) STRICT, WITHOUT ROWID
            """)

    static func of(_ scope: SnapshotScope, _ db: Database) throws -> Int64 {
        try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT revision FROM snapshot_revision WHERE scope = ?"),
            arguments: [scope.rawValue]) ?? 0
    }

    /// Tells all instances of a change, in its transaction.
    static func advance(_ scope: SnapshotScope, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO snapshot_revision (scope, revision) VALUES (?, 1)
                ON CONFLICT (scope) DO UPDATE SET revision = revision + 1
                """
        ).execute(arguments: [scope.rawValue])
    }
}
