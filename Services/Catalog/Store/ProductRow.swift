import CatalogAPI
import GRDB
import MeshCore

/// A product as a row.
enum ProductRow {
    static let columns =
        "id, sku, title, description, category, attributes, amount, currency, active, created_at, updated_at, version"

    /// The product of a row with these columns.
    ///
    /// - Throws: ``CatalogError/damagedRow(_:)``.
    static func product(_ row: Row) throws -> Product {
        let id: String = row[0]
        let attributes: String = row[5]
        // Attributes that do not parse are damage like any other; the error names the row, which is where to look.
        guard let productID = Product.ID(id), let currency = Currency(row[7]),
            case .object(let object)? = try? JSONValue(parsing: attributes)
        else { throw CatalogError.damagedRow(id) }
        return Product(
            id: productID, sku: row[1], title: row[2], description: row[3], category: row[4], attributes: object,
            price: Money(amount: row[6], currency: currency), active: row[8],
            createdAt: Timestamp(milliseconds: row[9]), updatedAt: Timestamp(milliseconds: row[10]), version: row[11])
    }

    static func find(_ id: Product.ID, _ db: Database) throws -> Product? {
        let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM product WHERE id = ?")
        return try Row.fetchOne(statement, arguments: [id.description]).map(product)
    }

    /// - Throws: ``CatalogError/skuTaken(_:)``.
    static func insert(_ product: Product, _ db: Database) throws {
        try requireFree(product.sku, for: product.id, db)
        let statement = try db.cachedStatement(
            sql: "INSERT INTO product (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        try statement.execute(arguments: [
            product.id.description, product.sku, product.title, product.description, product.category,
            JSONValue.object(product.attributes).description, product.price.amount, product.price.currency.description,
            product.active, product.createdAt.milliseconds, product.updatedAt.milliseconds, product.version,
        ])
    }

    /// - Throws: ``CatalogError/skuTaken(_:)``.
    static func update(_ product: Product, _ db: Database) throws {
        try requireFree(product.sku, for: product.id, db)
        let statement = try db.cachedStatement(
            sql: """
                UPDATE product SET sku = ?, title = ?, description = ?, category = ?, attributes = ?, amount = ?,
                currency = ?, active = ?, updated_at = ?, version = ? WHERE id = ?
                """)
        try statement.execute(arguments: [
            product.sku, product.title, product.description, product.category,
            JSONValue.object(product.attributes).description, product.price.amount, product.price.currency.description,
            product.active, product.updatedAt.milliseconds, product.version, product.id.description,
        ])
    }

    static func delete(_ id: Product.ID, _ db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM product WHERE id = ?").execute(arguments: [id.description])
    }

    private static func requireFree(_ sku: String, for id: Product.ID, _ db: Database) throws {
        let statement = try db.cachedStatement(sql: "SELECT 1 FROM product WHERE sku = ? AND id <> ?")
        guard try Int.fetchOne(statement, arguments: [sku, id.description]) == nil else {
            throw CatalogError.skuTaken(sku)
        }
    }
}
