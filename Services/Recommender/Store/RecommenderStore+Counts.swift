import GRDB
import MeshCore
import MeshStore

extension RecommenderStore {
    /// How much each item is dealt with.
    ///
    /// - Throws: `StoreError`.
    func counts() async throws -> [UInt32: ItemCount] {
        try await store.read { db in
            var counts: [UInt32: ItemCount] = [:]
            let rows = try Row.fetchCursor(db, sql: "SELECT item, recent, past, at FROM recommender_count")
            while let row = try rows.next() {
                counts[row[0]] = ItemCount(recent: row[1], past: row[2], at: Timestamp(milliseconds: row[3]))
            }
            return counts
        }
    }
}
