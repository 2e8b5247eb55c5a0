import EventsAPI
import GRDB
import MeshCore
import MeshStore

/// The registry of schemas: types, and versions that never change.
struct SchemaStore: Sendable {
    let store: Store

    static let columns = "id, type, version, created_at, document"
    private static let subjectSelection = """
        SELECT s.type, s.compatibility, (SELECT max(version) FROM schema_version v WHERE v.type = s.type), s.created_at
        FROM schema_subject s
        """

    // Ids are not used again (AUTOINCREMENT), because what is made of a schema is kept in memory by its id.
    static let migration = Migration(
        "events-0004-schemas",
        sql: """
            CREATE TABLE schema_subject (
                type TEXT PRIMARY KEY,
                compatibility TEXT NOT NULL,
                created_at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE schema_version (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                type TEXT NOT NULL REFERENCES schema_subject (type) ON DELETE CASCADE,
                version INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                document TEXT NOT NULL,
                UNIQUE (type, version)
            ) STRICT;
            """)

    /// A type; nil when it has no schemas.
    func subject(_ type: String) throws -> SchemaSubject? {
        try store.fastRead { db in try Self.subject(type, db) }
    }

    /// Types by their names.
    ///
    /// - Parameter type: The last one before; empty to begin.
    func subjects(after type: String, limit: Int) async throws -> [SchemaSubject] {
        try await store.read { db in
            try Row.fetchAll(
                db.cachedStatement(sql: "\(Self.subjectSelection) WHERE s.type > ? ORDER BY s.type LIMIT ?"),
                arguments: [type, limit]
            ).map(Self.subject)
        }
    }

    /// A version of a type; nil when there is none.
    func schema(_ type: String, version: Int64) throws -> RegisteredSchema? {
        try store.fastRead { db in
            try Row.fetchOne(
                db.cachedStatement(sql: "SELECT \(Self.columns) FROM schema_version WHERE type = ? AND version = ?"),
                arguments: [type, version]
            ).map(Self.schema)
        }
    }

    /// Versions of a type, the newest first.
    ///
    /// - Parameter version: The last one before; nil to begin.
    func versions(of type: String, before version: Int64?, limit: Int) async throws -> [RegisteredSchema] {
        try await store.read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT \(Self.columns) FROM schema_version WHERE type = ? AND version < ?
                        ORDER BY version DESC LIMIT ?
                        """),
                arguments: [type, version ?? .max, limit]
            ).map(Self.schema)
        }
    }

    /// The newest schemas of all types.
    static func catalogue(_ db: Database) throws -> SchemaCatalogue {
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT \(columns) FROM schema_version v
                    WHERE version = (SELECT max(version) FROM schema_version w WHERE w.type = v.type)
                    """))
        return SchemaCatalogue(try rows.map(schema))
    }

    static func subject(_ type: String, _ db: Database) throws -> SchemaSubject? {
        try Row.fetchOne(db.cachedStatement(sql: "\(subjectSelection) WHERE s.type = ?"), arguments: [type])
            .map(subject)
    }

    private static func subject(_ row: Row) throws -> SchemaSubject {
        guard let compatibility = SchemaSubject.Compatibility(rawValue: row[1]) else {
            throw EventsError.damagedRow("schema_subject \(row[0] as String)")
        }
        return SchemaSubject(
            type: row[0], compatibility: compatibility, latestVersion: row[2] ?? 0,
            createdAt: Timestamp(milliseconds: row[3]))
    }

    private static func schema(_ row: Row) throws -> RegisteredSchema {
        let document: JSONValue
        do {
            document = try JSONValue(parsing: row[4] as String)
        } catch {
            throw EventsError.damagedRow("schema_version \(row[0] as Int64): \(error)")
        }
        return RegisteredSchema(
            id: row[0], type: row[1], version: row[2], createdAt: Timestamp(milliseconds: row[3]), document: document)
    }
}
