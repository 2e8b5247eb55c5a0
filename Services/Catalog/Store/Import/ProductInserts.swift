import CatalogAPI
import GRDB
import MeshCore
import MeshStore

/// Adds new products to their tables, fast.
struct ProductInserts {
    private var last: Int64
    private var product: BulkStatement
    private var sku: BulkStatement

    init(_ db: Database) throws {
        last = try Int64.fetchOne(db, sql: "SELECT max(seq) FROM sqlite_sequence WHERE name = 'product'") ?? 0
        product = try BulkStatement(
            """
            INSERT INTO product (number, id, sku, title, description, category, attributes, tags, media, variants,
            amount, currency, active, created_at, updated_at, version)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, db)
        sku = try BulkStatement(
            """
            INSERT INTO sku (sku, product, position, sold, options, amount, active) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """, db)
    }

    /// Adds a product.
    ///
    /// - Returns: Its number; nil when its own sku is there already, and nothing was done.
    /// - Throws: ``CatalogError/skuTaken(_:)`` when a variant's is, and nothing was done; `DatabaseError`.
    mutating func insert(_ new: NewProduct, _ db: Database) throws -> Int64? {
        let number = last + 1
        // Looked for before anything is written: a savepoint, to undo half a product, would have SQLite copy each page.
        if !new.product.variants.isEmpty {
            if try isTaken(new.product.sku, db) { return nil }
            for variant in new.product.variants where try isTaken(variant.sku, db) {
                throw CatalogError.skuTaken(variant.sku)
            }
        }
        guard try insertSKU(of: new, number, db) else { return nil }
        for (position, variant) in new.product.variants.enumerated() {
            let values = (new.options[position], variant.price?.amount, variant.active)
            guard try insertSKU(variant.sku, number, position: position, values, db) else {
                // It was not there a moment ago, in this transaction; thrown, this undoes the batch.
                throw CatalogError.damagedRow("sku \(variant.sku)")
            }
        }
        try insertProduct(new, number, db)
        last = number
        return number
    }

    private func isTaken(_ sku: String, _ db: Database) throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT 1 FROM sku WHERE sku = ?")
        return try Bool.fetchOne(statement, arguments: [sku]) ?? false
    }

    private mutating func insertSKU(of new: NewProduct, _ number: Int64, _ db: Database) throws -> Bool {
        sku.bind(new.product.sku)
        sku.bind(number)
        sku.bindNull()
        sku.bind(new.product.variants.isEmpty ? 1 : 0)
        sku.bindNull()
        sku.bindNull()
        sku.bind(1)
        try sku.run(db)
        return db.changesCount == 1
    }

    private mutating func insertSKU(
        _ text: String, _ number: Int64, position: Int, _ values: (options: String, amount: Int64?, active: Bool),
        _ db: Database
    ) throws -> Bool {
        sku.bind(text)
        sku.bind(number)
        sku.bind(Int64(position))
        sku.bind(1)
        sku.bind(values.options)
        if let amount = values.amount { sku.bind(amount) } else { sku.bindNull() }
        sku.bind(values.active ? 1 : 0)
        try sku.run(db)
        return db.changesCount == 1
    }

    private mutating func insertProduct(_ new: NewProduct, _ number: Int64, _ db: Database) throws {
        product.bind(number)
        product.bind(new.id)
        product.bind(new.product.sku)
        product.bind(new.product.title)
        product.bind(new.product.description)
        product.bind(new.product.category)
        product.bind(new.attributes)
        product.bind(new.tags)
        product.bind(new.media)
        product.bind(new.variants)
        product.bind(new.product.price.amount)
        product.bind(new.product.price.currency.description)
        product.bind(new.product.active ? 1 : 0)
        product.bind(new.product.createdAt.milliseconds)
        product.bind(new.product.updatedAt.milliseconds)
        product.bind(new.product.version)
        try product.run(db)
    }
}
