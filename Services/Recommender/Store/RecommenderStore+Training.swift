import Foundation
import GRDB
import MeshCore
import MeshStore
import RecommenderModels

extension RecommenderStore {
    /// What models are trained with: the users who were there last, and the newest baskets.
    ///
    /// - Parameters:
    ///   - interactions: The most of all users.
    ///   - baskets: The most of these.
    /// - Returns: Also how many numbers of items there are.
    /// - Throws: `StoreError`.
    func trainingSet(interactions: Int, baskets: Int) async throws -> (TrainingSet, itemCount: Int) {
        try await store.read { [rules] db in
            let same = try Row.fetchAll(
                db, sql: "SELECT number, same_as FROM recommender_item WHERE same_as IS NOT NULL")
            let others = Dictionary(same.map { ($0[0] as UInt32, $0[1] as UInt32) }, uniquingKeysWith: { $1 })
            func item(_ number: UInt32) -> UInt32 { others[number] ?? number }
            var set = TrainingSet()
            let profiles = try Data.fetchCursor(
                db, sql: "SELECT interests FROM recommender_profile ORDER BY updated_at DESC")
            while set.count < interactions, let bytes = try profiles.next() {
                do {
                    set.take(try InterestProfile(bytes: Array(bytes)), rules: rules, item)
                } catch {
                    throw StoreError.corrupt(path: RecommenderSchema.fileName, detail: "the interests of a profile")
                }
            }
            let bought = try Data.fetchCursor(
                db, sql: "SELECT items FROM recommender_basket ORDER BY at DESC LIMIT ?", arguments: [baskets])
            while let bytes = try bought.next() {
                var reader = PackedReader(Array(bytes))
                // What is wrong with the bytes does not matter.
                guard let items = try? reader.readNumbers() else {
                    throw StoreError.corrupt(path: RecommenderSchema.fileName, detail: "the items of a basket")
                }
                set.baskets.append(Set(items.map(item)).sorted())
            }
            return (set, try Self.itemCount(db))
        }
    }

    /// Forgets all baskets but the newest.
    ///
    /// - Throws: `StoreError`.
    func keepBaskets(_ count: Int, under lease: Lease?) async throws {
        try await store.write { db in
            if let lease { try Leases.guardWrite(by: lease, db) }
            try db.execute(
                sql: """
                    DELETE FROM recommender_basket WHERE at <
                        (SELECT at FROM recommender_basket ORDER BY at DESC LIMIT 1 OFFSET ?)
                    """, arguments: [count])
        }
    }
}
