import CatalogAPI
import GRDB
import MeshCore

/// The table `sku`: every number under which something is kept or sold, each once, without regard to case.
///
/// Whoever writes SQL about what is sold reads the view `sellable`, which joins it to the products.
enum SKUTable {
    /// Adds the numbers of a product and its variants. With variants, its own number is kept but not sold.
    ///
    /// - Throws: ``CatalogError/skuTaken(_:)``.
    static func insert(_ product: Product, number: Int64, _ db: Database) throws {
        let own = DatabaseValue.null
        try insert(product.sku, [number, own, product.variants.isEmpty, own, own, true], db)
        for (position, variant) in product.variants.enumerated() {
            let options = JSONValue.object(variant.options).description
            try insert(variant.sku, [number, position, true, options, variant.price?.amount, variant.active], db)
        }
    }

    /// Removes the numbers of a product and its variants.
    static func remove(_ product: Product, _ db: Database) throws {
        let statement = try db.cachedStatement(sql: "DELETE FROM sku WHERE sku = ?")
        for sku in [product.sku] + product.variants.map(\.sku) { try statement.execute(arguments: [sku]) }
    }

    /// What is sold under a number; nil when nothing is.
    ///
    /// - Throws: ``CatalogError/damagedRow(_:)``, `DatabaseError`.
    static func unit(_ sku: String, _ db: Database) throws -> SellableUnit? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT sku, product_id, title, category, tags, options, amount, currency, active FROM sellable
                WHERE sku = ?
                """)
        return try Row.fetchOne(statement, arguments: [sku]).map(unit)
    }

    private static func unit(_ row: Row) throws -> SellableUnit {
        let id: String = row[1]
        let options: String? = row[5]
        let variant = options.map { ProductRow.json($0)?.objectValue }
        guard let product = Product.ID(id), let currency = Currency(row[7]), variant != .some(nil),
            let tags = ProductRow.list(row[4], \.stringValue)
        else { throw CatalogError.damagedRow(id) }
        return SellableUnit(
            sku: row[0], product: product, title: row[2], category: row[3], tags: tags, options: variant ?? nil,
            basePrice: Money(amount: row[6], currency: currency), isActive: row[8])
    }

    private static func insert(_ sku: String, _ rest: StatementArguments, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO sku (sku, product, position, sold, options, amount, active) VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """)
        try statement.execute(arguments: [sku] + rest)
        guard db.changesCount == 1 else { throw CatalogError.skuTaken(sku) }
    }
}
