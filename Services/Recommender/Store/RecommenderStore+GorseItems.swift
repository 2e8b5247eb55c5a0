import Foundation
import GRDB
import MeshCore
import MeshStore
import RecommenderModels

extension RecommenderStore {
    private static let itemColumns = "id, hidden, categories, labels, at, comment"

    /// Keeps items, over those of the same ids.
    ///
    /// - Parameter limit: How many items there may be in all.
    /// - Throws: ``RecommenderError/tooManyItems``; `StoreError`.
    func putGorse(_ items: [GorseItem], limit: Int) async throws {
        try await store.write { db in
            for item in items { try Self.put(item, limit: limit, db) }
            try Self.noteChange(of: .gorse, db)
        }
    }

    /// Changes an item; nothing, where there is none.
    ///
    /// - Throws: `StoreError`.
    func patchGorseItem(_ id: String, _ patch: GorsePatch, limit: Int) async throws {
        try await store.write { db in
            guard var item = try Self.gorseItem(id, db) else { return }
            item.isHidden = patch.isHidden ?? item.isHidden
            item.categories = patch.categories ?? item.categories
            item.labels = patch.labels.flatMap { $0 == .null ? nil : $0 } ?? item.labels
            item.timestamp = patch.timestamp ?? item.timestamp
            item.comment = patch.comment ?? item.comment
            try Self.put(item, limit: limit, db)
            try Self.noteChange(of: .gorse, db)
        }
    }

    /// An item; nil when there is none.
    ///
    /// - Throws: `StoreError`.
    func gorseItem(_ id: String) throws -> GorseItem? { try store.fastRead { db in try Self.gorseItem(id, db) } }

    /// Items behind one, by their ids.
    ///
    /// - Parameter words: What the id or the comment holds; nil for all.
    /// - Throws: `StoreError`.
    func gorseItems(after id: String?, words: String?, limit: Int) async throws -> [GorseItem] {
        try await store.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(Self.itemColumns) FROM gorse_item
                    WHERE id > ?1 AND (?2 IS NULL OR instr(lower(id || ' ' || comment), lower(?2)) > 0)
                    ORDER BY id LIMIT ?3
                    """, arguments: [id ?? "", words, limit]
            ).map(Self.item)
        }
    }

    /// The newest items that are not hidden.
    ///
    /// - Throws: `StoreError`.
    func latestGorseItems(in category: String?, limit: Int, offset: Int) async throws -> [GorseScore] {
        try await store.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT id, coalesce(at, 0) / 1000.0 FROM gorse_item WHERE NOT hidden
                        AND (?1 IS NULL OR EXISTS (SELECT 1 FROM json_each(categories) WHERE value = ?1))
                    ORDER BY at DESC, id LIMIT ?2 OFFSET ?3
                    """, arguments: [category, limit, offset]
            ).map { GorseScore(id: $0[0], score: $0[1]) }
        }
    }

    /// Forgets an item and what was done with it; the shop's product of this name stays.
    ///
    /// - Throws: `StoreError`.
    func removeGorseItem(_ id: String) async throws {
        try await store.write { db in
            try db.execute(sql: "DELETE FROM gorse_item WHERE id = ?", arguments: [id])
            try db.execute(sql: "DELETE FROM gorse_feedback WHERE item = ?", arguments: [id])
            try Self.noteChange(of: .gorse, db)
        }
    }

    /// What may be recommended to Gorse's clients.
    ///
    /// - Throws: `StoreError`.
    func gorseShelf(over catalog: CatalogShelf) async throws -> GorseShelf {
        try await store.read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT \(Self.itemColumns), number FROM gorse_item")
            let same = try Row.fetchAll(
                db, sql: "SELECT number, same_as FROM recommender_item WHERE same_as IS NOT NULL")
            return GorseShelf(
                catalog,
                items: try rows.map { row in
                    GorseShelf.Item(
                        number: catalog.item(row[6]), item: try Self.item(row),
                        time: (row[4] as Int64?).map { Timestamp(milliseconds: $0) })
                }, same: Dictionary(same.map { ($0[0] as UInt32, $0[1] as UInt32) }, uniquingKeysWith: { $1 }))
        }
    }

    static func put(_ item: GorseItem, limit: Int, _ db: Database) throws {
        guard let number = try Self.item(named: item.id, db) ?? addItem(named: item.id, limit: limit, db) else {
            throw RecommenderError.tooManyItems
        }
        let categories = JSONValue.array(item.categories.map { .string($0) })
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO gorse_item (id, number, hidden, categories, labels, at, comment)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            item.id, Int64(number), item.isHidden, categories.description, item.labels.description,
            GorseTime.read(item.timestamp)?.milliseconds, item.comment,
        ])
    }

    static func gorseItem(_ id: String, _ db: Database) throws -> GorseItem? {
        let statement = try db.cachedStatement(sql: "SELECT \(itemColumns) FROM gorse_item WHERE id = ?")
        return try Row.fetchOne(statement, arguments: [id]).map(item)
    }

    private static func item(_ row: Row) throws -> GorseItem {
        GorseItem(
            id: row[0], isHidden: row[1],
            categories: try json(row[2]).arrayValue?.compactMap(\.stringValue) ?? [], labels: try json(row[3]),
            timestamp: GorseTime.write((row[4] as Int64?).map { Timestamp(milliseconds: $0) }), comment: row[5])
    }
}
