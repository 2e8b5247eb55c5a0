import GRDB
import MeshCore
import MeshStore
import ShopInsights

extension RecommenderStore {
    /// Forgets an account for good: what it did, what was found of it, and what anybody who has begun before will yet tell of it.
    ///
    /// The number of the account is all that is left: by it, pages of the log, exposures and results of runs that come later are known.
    ///
    /// - Throws: `StoreError`.
    func erase(account: String) async throws {
        try await store.write { [clock] db in
            let person = Person.account(account)
            try db.cachedStatement(
                sql: "INSERT INTO recommender_erased (person, erased_at) VALUES (?, ?) ON CONFLICT DO NOTHING"
            ).execute(arguments: [person.key, clock.now().milliseconds])
            try Self.forget(person, db)
            for kind in [InsightKind.members, .customers] {
                try db.cachedStatement(sql: "DELETE FROM insight_item WHERE kind = ? AND key = ?").execute(
                    arguments: [kind.rawValue, account])
            }
            // The key of an anomaly ends with whom it is about.
            try db.cachedStatement(
                sql: "DELETE FROM insight_item WHERE kind = ? AND substr(key, -length(?2) - 1) = ' ' || ?2"
            ).execute(arguments: [InsightKind.anomalies.rawValue, account])
            try db.cachedStatement(sql: "DELETE FROM gorse_user WHERE id = ?").execute(arguments: [account])
            try db.cachedStatement(sql: "DELETE FROM gorse_feedback WHERE user = ?").execute(arguments: [account])
        }
    }

    /// Whether somebody was erased: nothing is kept of them, in the transaction that asks.
    ///
    /// - Parameter person: By the key of the person.
    static func isErased(_ person: String, _ db: Database) throws -> Bool {
        let statement = try db.cachedStatement(
            sql: "SELECT EXISTS (SELECT 1 FROM recommender_erased WHERE person = ?)")
        return try Bool.fetchOne(statement, arguments: [person]) == true
    }
}
