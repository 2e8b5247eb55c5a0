import CatalogAPI
import GRDB
import MeshCore
import MeshStore

/// What the index has yet to take in, read from the catalog's store.
struct SearchFeed: Sendable {
    /// Products that are new, changed or gone.
    struct Batch: Sendable {
        /// As they are now.
        var documents: [SearchDocument] = []
        /// The ids of those that changed or went: what the index has of them is out of date.
        var outdated: [UInt128] = []
        /// Where the next batch begins.
        var end: SearchPosition
        /// Whether there is more already.
        var hasMore = false
    }

    static let queueSQL =
        "SELECT sequence, number, product_id FROM search_queue WHERE sequence > ? ORDER BY sequence LIMIT ?"
    static let newSQL = "SELECT \(ProductRow.columns) FROM product WHERE number > ? ORDER BY number LIMIT ?"
    static let trimSQL = "DELETE FROM search_queue WHERE sequence <= ?"

    let store: Store

    /// The next batch, read from one snapshot.
    ///
    /// - Parameters:
    ///   - position: Where the index stands.
    ///   - limit: The most products.
    /// - Throws: ``CatalogError/damagedRow(_:)``, `StoreError`.
    func next(after position: SearchPosition, limit: Int) async throws -> Batch {
        try await store.read { db in
            var batch = Batch(end: position)
            let queue = try Row.fetchAll(
                db.cachedStatement(sql: Self.queueSQL), arguments: [position.sequence, limit])
            var seen: Set<String> = []
            for row in queue {
                batch.end.sequence = row[0]
                // A product that is still new to the index will be read as it is then.
                let id: String = row[2]
                let number: Int64 = row[1]
                guard number <= position.number, seen.insert(id).inserted, let product = Product.ID(id)
                else { continue }
                batch.outdated.append(product.uuid.bits)
                if let row = try ProductRow.find(product, db) { batch.documents.append(SearchDocument(row.product)) }
            }
            let rows = try Row.fetchCursor(
                db.cachedStatement(sql: Self.newSQL), arguments: [position.number, limit])
            var count = 0
            while let row = try rows.next() {
                let row = try ProductRow(row)
                batch.end.number = row.number
                batch.documents.append(SearchDocument(row.product))
                count += 1
            }
            batch.hasMore = queue.count == limit || count == limit
            return batch
        }
    }

    /// Where the store stands: what an index that is made anew begins with, but for the products.
    ///
    /// - Throws: `StoreError`.
    func end() async throws -> SearchPosition {
        try await store.read { db in
            SearchPosition(
                number: try Self.last(in: "product", db), sequence: try Self.last(in: "search_queue", db))
        }
    }

    /// Removes the lines of the queue up to a position.
    ///
    /// - Throws: `StoreError`.
    func trim(to position: SearchPosition) async throws {
        try await store.write { db in
            try db.cachedStatement(sql: Self.trimSQL).execute(arguments: [position.sequence])
        }
    }

    /// The last number that a table has given, also when its row is gone.
    private static func last(in table: String, _ db: Database) throws -> Int64 {
        let statement = try db.cachedStatement(sql: "SELECT seq FROM sqlite_sequence WHERE name = ?")
        return try Int64.fetchOne(statement, arguments: [table]) ?? 0
    }
}
