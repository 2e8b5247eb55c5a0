import Foundation
import GRDB

/// The segments of the index and its position, as its file keeps them.
enum SearchManifest {
    /// A segment, and which of its documents are gone.
    struct Row: Equatable, Sendable {
        let file: String
        let documents: Int
        var deleted: [UInt32]

        var liveCount: Int { documents - deleted.count }
    }

    static func rows(_ db: Database) throws -> [Row] {
        let statement = try db.cachedStatement(
            sql: "SELECT file, documents, deleted_count, deleted FROM search_segment ORDER BY file")
        return try GRDB.Row.fetchAll(statement).map { row in
            let blob: [UInt8] = Array(row[3] as Data)
            return Row(file: row[0], documents: row[1], deleted: deleted(blob, count: row[2]))
        }
    }

    static func save(_ row: Row, _ db: Database) throws {
        var blob: [UInt8] = []
        SetCoding.appendDifferences(row.deleted, to: &blob)
        try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO search_segment (file, documents, deleted_count, deleted) VALUES (?, ?, ?, ?)"
        ).execute(arguments: [row.file, row.documents, row.deleted.count, Data(blob)])
    }

    static func remove(_ file: String, _ db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM search_segment WHERE file = ?").execute(arguments: [file])
    }

    /// The position; nil when there is no index of this form.
    static func position(_ db: Database) throws -> SearchPosition? {
        let statement = try db.cachedStatement(
            sql: "SELECT number, sequence FROM search_position WHERE only_row = 1 AND format = ?")
        return try GRDB.Row.fetchOne(statement, arguments: [SegmentFormat.version]).map { row in
            SearchPosition(number: row[0], sequence: row[1])
        }
    }

    static func save(_ position: SearchPosition, _ db: Database) throws {
        try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO search_position (only_row, format, number, sequence) VALUES (1, ?, ?, ?)"
        ).execute(arguments: [SegmentFormat.version, position.number, position.sequence])
    }

    /// Forgets all segments and begins at a position.
    static func begin(at position: SearchPosition, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM search_segment")
        try save(position, db)
    }

    private static func deleted(_ blob: [UInt8], count: Int) -> [UInt32] {
        let view = ByteView(blob)
        var (place, document) = (0, 0)
        return (0..<count).map { _ in
            document += view.number(&place)
            return UInt32(truncatingIfNeeded: document)
        }
    }
}
