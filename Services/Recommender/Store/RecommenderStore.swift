import GRDB
import MeshCore
import MeshStore
import RecommenderModels

/// The recommender's store: what users did, what the catalog has, which models there are.
struct RecommenderStore: Sendable {
    let store: Store
    let clock: any WallClock
    let rules: SignalRules

    /// What instances keep in memory, and look for changes of.
    enum Kept: String, CaseIterable {
        case catalog, models, contents, counts, experiments, gorse
    }

    /// How often each part of what is kept in memory has changed.
    ///
    /// - Throws: `StoreError`.
    func revisions() throws -> [Kept: Int64] {
        try store.fastRead { db in
            let statement = try db.cachedStatement(sql: "SELECT name, number FROM recommender_revision")
            return Dictionary(
                try Row.fetchAll(statement).compactMap { row in Kept(rawValue: row[0]).map { ($0, row[1] as Int64) } },
                uniquingKeysWith: max)
        }
    }

    /// Tells all instances that something has changed, in the transaction of the change.
    static func noteChange(of kept: Kept, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO recommender_revision (name, number) VALUES (?, 1)
                ON CONFLICT (name) DO UPDATE SET number = number + 1
                """
        ).execute(arguments: [kept.rawValue])
    }

    /// The number of an item by any of its names; nil when nobody has heard of it.
    ///
    /// - Throws: `StoreError`.
    func item(named name: String) throws -> UInt32? {
        try store.fastRead { db in try Self.item(named: name, db) }
    }

    /// How many numbers of items were given.
    ///
    /// - Throws: `StoreError`.
    func itemCount() throws -> Int {
        try store.fastRead { db in try Self.itemCount(db) }
    }

    static func itemCount(_ db: Database) throws -> Int {
        let statement = try db.cachedStatement(sql: "SELECT max(number) FROM recommender_item")
        return try Int.fetchOne(statement).map { $0 + 1 } ?? 0
    }

    static func item(named name: String, _ db: Database) throws -> UInt32? {
        let alias = try db.cachedStatement(sql: "SELECT item FROM recommender_alias WHERE name = ?")
        if let item = try Int64.fetchOne(alias, arguments: [name]) { return UInt32(item) }
        let own = try db.cachedStatement(sql: "SELECT coalesce(same_as, number) FROM recommender_item WHERE name = ?")
        return try Int64.fetchOne(own, arguments: [name]).map { UInt32($0) }
    }

    /// Gives an item the next number.
    ///
    /// - Returns: nil when there are as many as may be.
    static func addItem(named name: String, limit: Int, _ db: Database) throws -> UInt32? {
        let number = try itemCount(db)
        guard number < limit else { return nil }
        try db.cachedStatement(sql: "INSERT INTO recommender_item (number, name) VALUES (?, ?)").execute(
            arguments: [number, name])
        return UInt32(number)
    }
}
