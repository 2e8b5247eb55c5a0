import GRDB
import MeshStore

/// The table that the writer fills.
enum CrashTable {
    static let migration = Migration(
        "crash-1",
        sql: "CREATE TABLE row (name TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (name, number)) STRICT")

    static func insert(_ number: Int, by name: String, _ db: Database) throws {
        try db.cachedStatement(sql: "INSERT INTO row (name, number) VALUES (?, ?)").execute(arguments: [name, number])
    }
}
