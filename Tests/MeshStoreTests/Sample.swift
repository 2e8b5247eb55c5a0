import GRDB
import MeshStore
import MeshTestKit

/// A store in a directory of its own with one table of numbers.
struct Sample {
    static let migration = Migration(
        "sample-1", sql: "CREATE TABLE number (value INTEGER PRIMARY KEY, text TEXT) STRICT")

    let directory: TemporaryDirectory
    let path: String
    let store: Store

    init(
        migrations: [Migration] = [Sample.migration], _ adjust: (inout StoreConfiguration) -> Void = { _ in }
    ) throws {
        directory = try TemporaryDirectory()
        path = directory.path("sample.sqlite")
        var configuration = StoreConfiguration()
        adjust(&configuration)
        store = try Store.open(path: path, migrations: migrations, configuration: configuration)
    }

    func insert(_ value: Int, text: String = "") async throws {
        try await store.write { db in try Self.insert(value, text: text, db) }
    }

    static func insert(_ value: Int, text: String = "", _ db: Database) throws {
        try db.cachedStatement(sql: "INSERT INTO number (value, text) VALUES (?, ?)").execute(arguments: [value, text])
    }

    func values() async throws -> [Int] {
        try await store.read { db in try Int.fetchAll(db, sql: "SELECT value FROM number ORDER BY value") }
    }
}
