import GRDB
import MeshCore
import MeshStore

/// What functions keep. The queries of each topic are in an extension of their own.
struct FunctionsStore: Sendable {
    /// The file's name in the data directory.
    static let fileName = "functions.sqlite"

    let store: any DurableStore
    let names: FunctionNames
    let clock: any WallClock
    let revisions: RevisionSource

    /// - Parameters:
    ///   - store: Opened with ``FunctionsSchema/migrations``.
    ///   - names: How functions are named in ARNs.
    ///   - revisions: Makes revisions' ids.
    init(store: any DurableStore, names: FunctionNames, clock: any WallClock, revisions: RevisionSource = .random) {
        self.store = store
        self.names = names
        self.clock = clock
        self.revisions = revisions
    }

    func notFound(_ name: String, _ qualifier: String? = nil) -> FunctionsError {
        .functionNotFound(names.arn(name, qualifier))
    }

    static func record(_ name: String, _ db: Database) throws -> FunctionRecord? {
        let statement = try db.cachedStatement(
            sql: "SELECT tags, reserved, last_version FROM function WHERE name = ?")
        guard let row = try Row.fetchOne(statement, arguments: [name]) else { return nil }
        return FunctionRecord(
            name: name, tags: try StoredJSON.value(row[0], of: "function \(name)"), reserved: row[1],
            lastVersion: row[2])
    }

    /// The function.
    ///
    /// - Throws: ``FunctionsError/functionNotFound(_:)``.
    func needed(_ name: String, _ db: Database) throws -> FunctionRecord {
        guard let record = try Self.record(name, db) else { throw notFound(name) }
        return record
    }
}
