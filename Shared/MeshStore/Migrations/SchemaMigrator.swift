import GRDB
import MeshCore

/// Brings a file's schema up to the binary's. Several processes may do so at once: the first migrates, the others find
/// nothing left to do.
struct SchemaMigrator {
    let migrations: [Migration]
    let path: String
    let clock: any WallClock

    /// Runs what is pending, all of it in one transaction.
    ///
    /// - Parameter db: The writer, outside of a transaction.
    /// - Throws: ``StoreError``; the file is then as it was.
    func migrate(_ db: Database) throws {
        let ids = Set(migrations.map(\.id))
        precondition(ids.count == migrations.count, "Two migrations have one name")
        guard try !plan(db).pending.isEmpty else { return }
        try db.inTransaction(.immediate) {
            try db.execute(sql: Self.table)
            // Asked again: another process may have migrated while we waited for the lock.
            let pending = try plan(db).pending
            for (position, migration) in zip((migrations.count - pending.count)..., pending) {
                try run(migration, position: position, db)
            }
            return .commit
        }
    }

    private func plan(_ db: Database) throws -> MigrationPlan {
        guard try db.tableExists("mesh_migrations") else {
            return try MigrationPlan(applied: [], known: migrations, path: path)
        }
        let rows = try Row.fetchAll(db, sql: "SELECT id, checksum FROM mesh_migrations ORDER BY position")
        let applied = rows.map { MigrationPlan.Applied(id: $0["id"], checksum: $0["checksum"]) }
        return try MigrationPlan(applied: applied, known: migrations, path: path)
    }

    private func run(_ migration: Migration, position: Int, _ db: Database) throws {
        do {
            try db.execute(sql: migration.sql)
            try db.checkForeignKeys()
        } catch let error as DatabaseError where error.resultCode != .SQLITE_FULL {
            throw StoreError.migrationFailed(id: migration.id, detail: error.description)
        }
        try db.execute(
            sql: "INSERT INTO mesh_migrations (position, id, checksum, applied_at) VALUES (?, ?, ?, ?)",
            arguments: [position, migration.id, migration.checksum, clock.now().milliseconds])
    }

    private static let table = """
        CREATE TABLE IF NOT EXISTS mesh_migrations (
            position INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            checksum TEXT NOT NULL,
            applied_at INTEGER NOT NULL
        ) STRICT
        """
}
