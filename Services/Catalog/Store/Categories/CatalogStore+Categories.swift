import CatalogAPI
import GRDB
import MeshCore
import MeshStore

extension CatalogStore {
    /// A check of the category that is stored, if there is one, before it is changed.
    typealias CategoryPrecondition = @Sendable (VersionedCategory?) throws -> Void

    /// A category; nil when there is none of this path.
    ///
    /// - Throws: ``CatalogError/damagedRow(_:)``, `StoreError`.
    func category(_ path: CategoryPath) async throws -> VersionedCategory? {
        try await store.read { db in try Self.versioned(path, db) }
    }

    /// The tree below a category, or the whole of it.
    ///
    /// - Throws: ``CatalogError/categoryNotFound(_:)``, `StoreError`.
    func tree(below path: CategoryPath?) async throws -> CategoryTree {
        try await store.read { db in
            if let path, try CategoryRow.find(path, db) == nil { throw CatalogError.categoryNotFound(path.text) }
            let rows = try Row.fetchAll(
                db.cachedStatement(sql: Self.treeSQL),
                arguments: path.map { ["\($0.text)/", "\($0.text)0"] } ?? ["", "\u{7F}"])
            var children: [String: [CategoryNode]] = [:]
            // The lowest first, so that each finds its children complete.
            for row in rows {
                let path = CategoryPath(text: row[0])
                children[path.parent ?? "", default: []].append(
                    CategoryNode(
                        path: path.text, title: row[1], products: row[2], activeProducts: row[3],
                        children: children.removeValue(forKey: path.text) ?? []))
            }
            return CategoryTree(items: children[path?.text ?? ""] ?? [])
        }
    }

    /// By depth, the deepest first, and among siblings in their order. The categories are bounded, so sorting them is.
    static let treeSQL = """
        SELECT path, title, coalesce(products, 0), coalesce(active, 0)
        FROM category LEFT JOIN category_count ON category_count.category = category.number
        WHERE path > ? AND path < ? ORDER BY length(path) - length(replace(path, '/', '')) DESC, position, title, path
        """

    /// Makes a category, and those above it, or replaces what is said of it.
    ///
    /// - Returns: The category, and whether it is new.
    /// - Throws: ``CatalogError``, what the precondition throws, `StoreError`.
    func put(
        _ path: CategoryPath, _ draft: CategoryDraft, if precondition: @escaping CategoryPrecondition
    ) async throws -> (VersionedCategory, isNew: Bool) {
        try await store.write { db in
            let stored = try Self.versioned(path, db)
            try precondition(stored)
            guard let row = try CategoryRow.chain(making: path, db).last else {
                throw CatalogError.categoryNotFound(path.text)
            }
            if row.draft != draft { try row.update(to: draft, db) }
            return (try Self.required(path, db), stored == nil)
        }
    }

    /// Applies a merge patch (RFC 7396).
    ///
    /// - Throws: ``CatalogError``, what the precondition throws, `StoreError`.
    func patch(
        _ path: CategoryPath, _ patch: JSONValue, if precondition: @escaping CategoryPrecondition
    ) async throws -> VersionedCategory {
        try await store.write { db in
            try precondition(try Self.required(path, db))
            guard let row = try CategoryRow.find(path, db) else { throw CatalogError.categoryNotFound(path.text) }
            let draft = try row.draft.merging(patch, path: path)
            if row.draft != draft { try row.update(to: draft, db) }
            return try Self.required(path, db)
        }
    }

    /// Removes a category that nothing is in.
    ///
    /// - Throws: ``CatalogError/categoryInUse(_:)``, ``CatalogError/categoryNotFound(_:)``, what the precondition
    ///   throws, `StoreError`.
    func delete(_ path: CategoryPath, if precondition: @escaping CategoryPrecondition) async throws {
        try await store.write { db in
            try precondition(try Self.required(path, db))
            guard let row = try CategoryRow.find(path, db) else { throw CatalogError.categoryNotFound(path.text) }
            let products = try Int.fetchOne(
                db.cachedStatement(sql: "SELECT products FROM category_count WHERE category = ?"),
                arguments: [row.number])
            let children = try Int.fetchOne(
                db.cachedStatement(sql: "SELECT 1 FROM category WHERE path > ? AND path < ? LIMIT 1"),
                arguments: ["\(path.text)/", "\(path.text)0"])
            guard products ?? 0 == 0, children == nil else { throw CatalogError.categoryInUse(path.text) }
            try row.delete(db)
        }
    }

    private static func versioned(_ path: CategoryPath, _ db: Database) throws -> VersionedCategory? {
        let chain = try CategoryRow.chain(of: path, db)
        return chain.last?.path == path ? VersionedCategory(chain) : nil
    }

    private static func required(_ path: CategoryPath, _ db: Database) throws -> VersionedCategory {
        guard let found = try versioned(path, db) else { throw CatalogError.categoryNotFound(path.text) }
        return found
    }
}
