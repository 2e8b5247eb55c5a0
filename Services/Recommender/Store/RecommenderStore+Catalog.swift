import Foundation
import GRDB
import MeshCore
import MeshStore
import RecommenderModels

extension RecommenderStore {
    /// How far a feed was read; nil for one that was not.
    ///
    /// - Throws: `StoreError`.
    func position(of feed: String) throws -> Int64? {
        try store.fastRead { db in
            let statement = try db.cachedStatement(sql: "SELECT position FROM recommender_feed WHERE name = ?")
            return try Int64.fetchOne(statement, arguments: [feed])
        }
    }

    /// Takes products as they are now, and how far the feed was read by them.
    ///
    /// - Parameters:
    ///   - products: Those of a version that is known are passed over.
    ///   - limit: How many items there may be.
    /// - Throws: `StoreError`.
    func take(
        _ products: [KnownProduct], position: Int64?, of feed: String, limit: Int, under lease: Lease
    ) async throws {
        try await store.write { db in
            try Leases.guardWrite(by: lease, db)
            var contents: [(item: UInt32, terms: String)] = []
            for product in products {
                if let item = try Self.take(product, limit: limit, db) { contents.append((item, product.terms.text)) }
            }
            if let position {
                try db.cachedStatement(sql: "INSERT OR REPLACE INTO recommender_feed (name, position) VALUES (?, ?)")
                    .execute(arguments: [feed, position])
            }
            guard !contents.isEmpty else { return }
            try Self.keep(contents, db)
            try Self.noteChange(of: .catalog, db)
        }
    }

    /// The ids of the products that are known.
    ///
    /// - Throws: `StoreError`.
    func productIDs() async throws -> Set<String> {
        try await store.read { db in try Set(String.fetchAll(db, sql: "SELECT id FROM recommender_product")) }
    }

    /// Forgets products; what was done with them stays.
    ///
    /// - Throws: `StoreError`.
    func remove(_ ids: Set<String>, under lease: Lease) async throws {
        try await store.writeAlone { db in
            try Leases.guardWrite(by: lease, db)
            let statement = try db.cachedStatement(sql: "SELECT item FROM recommender_product WHERE id = ?")
            let gone = try ids.sorted().compactMap { try Int64.fetchOne(statement, arguments: [$0]) }
            guard !gone.isEmpty else { return }
            for item in gone {
                try db.cachedStatement(sql: "DELETE FROM recommender_product WHERE item = ?").execute(arguments: [item])
                try db.cachedStatement(sql: "DELETE FROM recommender_sold_as WHERE item = ?").execute(arguments: [item])
                try db.cachedStatement(sql: "DELETE FROM recommender_alias WHERE item = ?").execute(arguments: [item])
            }
            try Self.keep(gone.map { (UInt32($0), "") }, db)
            try Self.noteChange(of: .catalog, db)
        }
    }

    /// Takes what there is of SKUs between two of them.
    ///
    /// - Parameters:
    ///   - levels: In the order of the SKUs.
    ///   - first: They begin behind this one; nil for the first.
    ///   - isLast: Whether none come after them.
    /// - Throws: `StoreError`.
    func take(
        _ levels: [(sku: String, isThere: Bool)], after first: String?, isLast: Bool, under lease: Lease
    ) async throws {
        try await store.write { db in
            try Leases.guardWrite(by: lease, db)
            let known = try Set(
                String.fetchAll(
                    db.cachedStatement(
                        sql: """
                            SELECT lower(sku) FROM recommender_in_stock WHERE sku > ?1 AND (?2 IS NULL OR sku <= ?2)
                            """), arguments: [first ?? "", isLast ? nil : levels.last?.sku]))
            let now = Set(levels.filter(\.isThere).map { $0.sku.lowercased() })
            guard known != now else { return }
            for sku in known.subtracting(now) {
                try db.cachedStatement(sql: "DELETE FROM recommender_in_stock WHERE sku = ?").execute(arguments: [sku])
            }
            for sku in now.subtracting(known) {
                try db.cachedStatement(sql: "INSERT INTO recommender_in_stock (sku) VALUES (?)").execute(
                    arguments: [sku])
            }
            try Self.noteChange(of: .catalog, db)
        }
    }

    /// What the catalog has, as it is kept.
    ///
    /// - Parameters:
    ///   - needsStock: Whether what is sold out is not offered.
    ///   - excluded: Categories of which nothing is offered, nor of those below them.
    /// - Throws: `StoreError`.
    func shelf(needsStock: Bool, excluded: [String]) async throws -> CatalogShelf {
        try await store.read { db in
            let inStock = try Set(
                UInt32.fetchAll(
                    db,
                    sql: """
                        SELECT DISTINCT item FROM recommender_sold_as
                        WHERE NOT ? OR sku IN (SELECT sku FROM recommender_in_stock)
                        """, arguments: [needsStock]))
            var entries: [UInt32: CatalogShelf.Entry] = [:]
            let products = try Row.fetchCursor(
                db,
                sql: """
                    SELECT item, id, sku, title, category, amount, currency, active, created_at FROM recommender_product
                    """)
            while let row = try products.next() {
                guard let currency = Currency(row[6] as String) else {
                    throw StoreError.corrupt(path: RecommenderSchema.fileName, detail: "a product's row")
                }
                let (item, category): (UInt32, String) = (row[0], row[4])
                let isExcluded = excluded.contains { category == $0 || category.hasPrefix("\($0)/") }
                entries[item] = CatalogShelf.Entry(
                    id: row[1], sku: row[2], title: row[3], category: category,
                    price: Money(amount: row[5], currency: currency),
                    isOffered: row[7] && !isExcluded && inStock.contains(item),
                    createdAt: Timestamp(milliseconds: row[8]))
            }
            let same = try Row.fetchAll(
                db, sql: "SELECT number, same_as FROM recommender_item WHERE same_as IS NOT NULL")
            return CatalogShelf(
                entries: entries,
                same: Dictionary(same.map { ($0[0] as UInt32, $0[1] as UInt32) }, uniquingKeysWith: { $1 }))
        }
    }

    /// - Returns: The number of the item; nil where nothing has changed.
    private static func take(_ product: KnownProduct, limit: Int, _ db: Database) throws -> UInt32? {
        let version = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT version FROM recommender_product WHERE id = ?"), arguments: [product.id])
        guard version.map({ $0 < product.version }) ?? true else { return nil }
        let statement = try db.cachedStatement(sql: "SELECT item FROM recommender_product WHERE id = ?")
        // A product whose own number is changed stays what it is.
        guard
            let item = try UInt32.fetchOne(statement, arguments: [product.id])
                ?? UInt32.fetchOne(
                    db.cachedStatement(sql: "SELECT number FROM recommender_item WHERE name = ?"),
                    arguments: [product.sku]) ?? addItem(named: product.sku, limit: limit, db)
        else { return nil }
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO recommender_product
                    (item, id, sku, title, category, amount, currency, active, version, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            item, product.id, product.sku, product.title, product.category, product.price.amount,
            product.price.currency.description, product.isActive, product.version, product.createdAt.milliseconds,
        ])
        try db.cachedStatement(sql: "DELETE FROM recommender_alias WHERE item = ?").execute(arguments: [item])
        try db.cachedStatement(sql: "DELETE FROM recommender_sold_as WHERE item = ?").execute(arguments: [item])
        for name in Set([product.id] + product.variants) {
            try db.cachedStatement(sql: "INSERT OR REPLACE INTO recommender_alias (name, item) VALUES (?, ?)").execute(
                arguments: [name, item])
            // Signals may have come before the product did.
            try db.cachedStatement(sql: "UPDATE recommender_item SET same_as = ?2 WHERE name = ?1 AND number <> ?2")
                .execute(arguments: [name, item])
        }
        try db.cachedStatement(sql: "UPDATE recommender_item SET same_as = NULL WHERE number = ?").execute(
            arguments: [item])
        for sku in product.soldAs {
            try db.cachedStatement(sql: "INSERT OR REPLACE INTO recommender_sold_as (sku, item) VALUES (?, ?)").execute(
                arguments: [sku, item])
        }
        return item
    }
}
