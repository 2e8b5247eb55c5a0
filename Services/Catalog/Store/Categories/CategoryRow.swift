import CatalogAPI
import GRDB
import MeshCore

/// A category as a row.
struct CategoryRow {
    /// The category that holds everything.
    static let root: Int64 = 0
    /// More categories than a person oversees; the tree is answered as a whole.
    static let limit = 10_000

    let number: Int64
    let path: CategoryPath
    let draft: CategoryDraft
    let version: Int64

    private init(_ row: Row) throws {
        path = CategoryPath(text: row[1])
        guard let definitions = ProductRow.list(row[4], { AttributeDefinition($0) }) else {
            throw CatalogError.damagedRow("category \(path.text)")
        }
        number = row[0]
        var draft = CategoryDraft(title: row[2])
        draft.position = row[3]
        draft.attributes = definitions
        self.draft = draft
        version = row[5]
    }

    static func find(_ path: CategoryPath, _ db: Database) throws -> CategoryRow? {
        let statement = try db.cachedStatement(
            sql: "SELECT number, path, title, position, attributes, version FROM category WHERE path = ?")
        return try Row.fetchOne(statement, arguments: [path.text]).map { try CategoryRow($0) }
    }

    /// The rows of a path's levels, the topmost first, made where there are none.
    ///
    /// - Throws: ``CatalogError/tooManyCategories``.
    static func chain(making path: CategoryPath, _ db: Database) throws -> [CategoryRow] {
        try path.levels.map { level in
            let level = CategoryPath(text: level)
            if let row = try find(level, db) { return row }
            try insert(level, CategoryDraft(title: level.standardTitle), db)
            guard let row = try find(level, db) else { throw CatalogError.damagedRow("category \(level.text)") }
            return row
        }
    }

    /// The rows of those of a path's levels that are there, the topmost first.
    static func chain(of path: CategoryPath, _ db: Database) throws -> [CategoryRow] {
        try path.levels.compactMap { try find(CategoryPath(text: $0), db) }
    }

    static func insert(_ path: CategoryPath, _ draft: CategoryDraft, _ db: Database) throws {
        let count = try Int.fetchOne(db.cachedStatement(sql: "SELECT count(*) FROM category")) ?? 0
        guard count <= limit else { throw CatalogError.tooManyCategories }
        try db.cachedStatement(
            sql: "INSERT INTO category (path, title, position, attributes, version) VALUES (?, ?, ?, ?, 1)"
        ).execute(arguments: [
            path.text, draft.title, draft.position, JSONValue.array(draft.attributes.map(\.json)).description,
        ])
    }

    func update(to draft: CategoryDraft, _ db: Database) throws {
        try db.cachedStatement(
            sql: "UPDATE category SET title = ?, position = ?, attributes = ?, version = version + 1 WHERE number = ?"
        ).execute(arguments: [
            draft.title, draft.position, JSONValue.array(draft.attributes.map(\.json)).description, number,
        ])
    }

    func delete(_ db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM category WHERE number = ?").execute(arguments: [number])
        try db.cachedStatement(sql: "DELETE FROM category_count WHERE category = ?").execute(arguments: [number])
    }
}
