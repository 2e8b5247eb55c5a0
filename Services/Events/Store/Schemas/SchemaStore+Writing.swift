import EventsAPI
import GRDB
import MeshCore
import MeshStore

extension SchemaStore {
    /// Adds a version, and the type with it when it is the first.
    ///
    /// - Parameters:
    ///   - document: A schema that can be read, and is compatible with what there was.
    ///   - subject: The type as it was when that was found out; nil when it was not there.
    ///   - compatibility: For a type that is new.
    ///   - limit: How many types there may be.
    /// - Returns: The version; nil when the type has changed since, and the schema is to be looked at again.
    /// - Throws: ``EventsError/tooManySchemas(limit:)``.
    func add(
        _ document: JSONValue, to type: String, known subject: SchemaSubject?,
        compatibility: SchemaSubject.Compatibility, limit: Int, at moment: Timestamp
    ) async throws -> RegisteredSchema? {
        try await store.write { db in
            guard try Self.subject(type, db) == subject else { return nil }
            if subject == nil {
                guard try Int.fetchOne(db, sql: "SELECT count(*) FROM schema_subject") ?? 0 < limit else {
                    throw EventsError.tooManySchemas(limit: limit)
                }
                try db.cachedStatement(
                    sql: "INSERT INTO schema_subject (type, compatibility, created_at) VALUES (?, ?, ?)"
                ).execute(arguments: [type, compatibility.rawValue, moment.milliseconds])
            }
            let version = (subject?.latestVersion ?? 0) + 1
            try db.cachedStatement(
                sql: "INSERT INTO schema_version (type, version, created_at, document) VALUES (?, ?, ?, ?)"
            ).execute(arguments: [type, version, moment.milliseconds, document.description])
            let id = db.lastInsertedRowID
            try SnapshotRevision.advance(.schemas, db)
            return RegisteredSchema(id: id, type: type, version: version, createdAt: moment, document: document)
        }
    }

    /// Changes what new versions must leave possible.
    ///
    /// - Throws: ``EventsError/schemaNotFound(_:)``.
    func change(_ type: String, to compatibility: SchemaSubject.Compatibility) async throws -> SchemaSubject {
        try await store.write { db in
            try db.cachedStatement(sql: "UPDATE schema_subject SET compatibility = ? WHERE type = ?")
                .execute(arguments: [compatibility.rawValue, type])
            guard let subject = try Self.subject(type, db) else { throw EventsError.schemaNotFound(type) }
            return subject
        }
    }

    /// Removes a type with its versions: its events are checked no longer.
    ///
    /// - Throws: ``EventsError/schemaNotFound(_:)``.
    func delete(_ type: String) async throws {
        try await store.write { db in
            try db.cachedStatement(sql: "DELETE FROM schema_subject WHERE type = ?").execute(arguments: [type])
            guard db.changesCount > 0 else { throw EventsError.schemaNotFound(type) }
            try SnapshotRevision.advance(.schemas, db)
        }
    }
}
