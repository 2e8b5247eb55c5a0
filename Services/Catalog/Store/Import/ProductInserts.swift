import CatalogAPI
import GRDB
import MeshCore
import MeshStore

/// Adds new products to their tables, fast.
struct ProductInserts {
    private var last: Int64

    init(_ db: Database) throws {
        last = try Int64.fetchOne(db, sql: "SELECT max(seq) FROM sqlite_sequence WHERE name = 'product'") ?? 0
    }

    /// Adds many products.
    ///
    /// - Returns: The number of the first, which the others follow; nil when one of their skus is there already, or twice
    ///   among them, and nothing was done.
    /// - Throws: `DatabaseError`.
    mutating func insert(_ run: some Collection<NewProduct>, _ db: Database) throws -> Int64? {
        let first = last + 1
        // Around the skus alone, as no other row of a new product can be there already: SQLite copies each page that is
        // changed in a savepoint.
        try db.cachedStatement(sql: "SAVEPOINT skus").execute()
        do {
            try insertSKUs(of: run, from: first, db)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            try db.cachedStatement(sql: "ROLLBACK TO skus").execute()
            try db.cachedStatement(sql: "RELEASE skus").execute()
            return nil
        }
        try db.cachedStatement(sql: "RELEASE skus").execute()
        var rows = try BulkInsert(into: "product (number, \(NewProduct.columns))", columns: 16, db)
        for (number, new) in zip(first..., run) {
            rows.bind(number)
            rows.bind(new.row)
            try rows.endRow(db)
        }
        try rows.finish(db)
        last += Int64(run.count)
        return first
    }

    /// Adds a product.
    ///
    /// - Returns: Its number; nil when its own sku is there already, and nothing was done.
    /// - Throws: ``CatalogError/skuTaken(_:)`` when a variant's is, and nothing was done; `DatabaseError`.
    mutating func insert(_ new: NewProduct, _ db: Database) throws -> Int64? {
        // Looked for before anything is written, so that nothing has to be undone.
        if try isTaken(new.product.sku, db) { return nil }
        for variant in new.product.variants where try isTaken(variant.sku, db) {
            throw CatalogError.skuTaken(variant.sku)
        }
        guard let number = try insert([new], db) else { throw CatalogError.damagedRow("sku \(new.product.sku)") }
        return number
    }

    private func isTaken(_ sku: String, _ db: Database) throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT 1 FROM sku WHERE sku = ?")
        return try Bool.fetchOne(statement, arguments: [sku]) ?? false
    }

    private func insertSKUs(of run: some Collection<NewProduct>, from first: Int64, _ db: Database) throws {
        var rows = try BulkInsert(into: "sku (product, \(NewProduct.skuColumns))", columns: 7, db)
        for (number, new) in zip(first..., run) {
            for sku in new.skus {
                rows.bind(number)
                rows.bind(sku)
                try rows.endRow(db)
            }
        }
        try rows.finish(db)
    }
}
