import GRDB
import MeshStore
import RecommenderModels

extension RecommenderStore {
    /// How often what products are has changed.
    ///
    /// - Throws: `StoreError`.
    func contentRevision() throws -> Int64 { try store.fastRead { db in try Self.revision(of: .contents, db) } }

    /// What products are, as far as it has changed behind a revision: a page of them, in the order of their items.
    ///
    /// - Parameter item: They begin behind this one; nil for the first.
    /// - Throws: `StoreError`.
    func contents(
        after revision: Int64, behind item: UInt32?, limit: Int
    ) async throws -> [(item: UInt32, terms: ContentTerms)] {
        try await store.read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT item, terms FROM recommender_content WHERE revision > ? AND item > ? ORDER BY item LIMIT ?
                    """, arguments: [revision, item.map { Int64($0) } ?? -1, limit])
            return try rows.map { row in
                do {
                    return (row[0], try ContentTerms(text: row[1]))
                } catch {
                    throw StoreError.corrupt(path: RecommenderSchema.fileName, detail: "the terms of a product")
                }
            }
        }
    }

    /// Keeps what products are now.
    ///
    /// - Parameter contents: Without terms for what is gone.
    static func keep(_ contents: [(item: UInt32, terms: String)], _ db: Database) throws {
        let next = try revision(of: .contents, db) + 1
        let saving = try db.cachedStatement(
            sql: """
                INSERT INTO recommender_content (item, revision, terms) VALUES (?, ?, ?)
                ON CONFLICT (item) DO UPDATE SET revision = excluded.revision, terms = excluded.terms
                    WHERE terms <> excluded.terms
                """)
        var hasChanged = false
        for content in contents {
            try saving.execute(arguments: [Int64(content.item), next, content.terms])
            if db.changesCount > 0 { hasChanged = true }
        }
        if hasChanged { try noteChange(of: .contents, db) }
    }

    private static func revision(of kept: Kept, _ db: Database) throws -> Int64 {
        let statement = try db.cachedStatement(sql: "SELECT number FROM recommender_revision WHERE name = ?")
        return try Int64.fetchOne(statement, arguments: [kept.rawValue]) ?? 0
    }
}
