import GRDB
import MeshStore
import RecommenderModels

extension RecommenderStore {
    /// What products are, as far as it has changed behind a revision.
    ///
    /// - Returns: Also the revision up to which this goes.
    /// - Throws: `StoreError`.
    func contents(
        after revision: Int64
    ) async throws -> (revision: Int64, changed: [(item: UInt32, terms: ContentTerms)]) {
        try await store.read { db in
            let rows = try Row.fetchAll(
                db, sql: "SELECT item, terms FROM recommender_content WHERE revision > ? ORDER BY item",
                arguments: [revision])
            let changed = try rows.map { row -> (item: UInt32, terms: ContentTerms) in
                do {
                    return (row[0], try ContentTerms(text: row[1]))
                } catch {
                    throw StoreError.corrupt(path: RecommenderSchema.fileName, detail: "the terms of a product")
                }
            }
            return (try Self.revision(of: .contents, db), changed)
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
