import CatalogAPI
import GRDB
import MeshCore

/// A product as a row, with its number in the store.
struct ProductRow {
    static let columns = """
        number, id, sku, title, description, category, attributes, tags, media, variants, amount, currency, active, \
        created_at, updated_at, version
        """

    /// Counts the products that were ever there; of use only inside the store.
    let number: Int64
    let product: Product

    /// Reads a row with these columns.
    ///
    /// - Throws: ``CatalogError/damagedRow(_:)``.
    init(_ row: Row) throws {
        let id: String = row[1]
        guard let productID = Product.ID(id), let currency = Currency(row[11]),
            case .object(let attributes)? = Self.json(row[6]), let tags = Self.list(row[7], \.stringValue),
            let media = Self.list(row[8], { ProductMedia($0) }),
            let variants = Self.list(row[9], { ProductVariant($0) })
        else { throw CatalogError.damagedRow(id) }
        number = row[0]
        product = Product(
            id: productID, sku: row[2], title: row[3], description: row[4], category: row[5], attributes: attributes,
            tags: tags, media: media, variants: variants, price: Money(amount: row[10], currency: currency),
            active: row[12], createdAt: Timestamp(milliseconds: row[13]),
            updatedAt: Timestamp(milliseconds: row[14]), version: row[15])
    }

    /// The JSON of a column; nil when it is none.
    static func json(_ text: String) -> JSONValue? {
        // Text that does not parse is damage like any other; the error names the row, which is where to look.
        try? JSONValue(parsing: text)
    }

    /// The elements of a list, most of which are empty; nil when one cannot be read.
    static func list<Element>(_ text: String, _ element: (JSONValue) -> Element?) -> [Element]? {
        guard text != "[]" else { return [] }
        guard case .array(let values)? = json(text) else { return nil }
        let elements = values.compactMap(element)
        return elements.count == values.count ? elements : nil
    }

    static func find(_ id: Product.ID, _ db: Database) throws -> ProductRow? {
        let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM product WHERE id = ?")
        return try Row.fetchOne(statement, arguments: [id.description]).map { try ProductRow($0) }
    }

    static func find(number: Int64, _ db: Database) throws -> ProductRow? {
        let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM product WHERE number = ?")
        return try Row.fetchOne(statement, arguments: [number]).map { try ProductRow($0) }
    }

    /// - Returns: The product's number.
    /// - Throws: ``CatalogError/skuTaken(_:)``.
    static func insert(_ product: Product, _ db: Database) throws -> Int64 {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO product (id, created_at, sku, title, description, category, attributes, tags, media,
                variants, amount, currency, active, updated_at, version)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(
            arguments: [product.id.description, product.createdAt.milliseconds] + changeable(product))
        let number = db.lastInsertedRowID
        try SKUTable.insert(product, number: number, db)
        return number
    }

    /// Writes the product after a change over the one before it.
    ///
    /// - Throws: ``CatalogError/skuTaken(_:)``.
    func update(to product: Product, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                UPDATE product SET sku = ?, title = ?, description = ?, category = ?, attributes = ?, tags = ?,
                media = ?, variants = ?, amount = ?, currency = ?, active = ?, updated_at = ?, version = ?
                WHERE number = ?
                """)
        try statement.execute(arguments: Self.changeable(product) + [number])
        guard product.sku != self.product.sku || product.variants != self.product.variants else { return }
        try SKUTable.remove(self.product, db)
        try SKUTable.insert(product, number: number, db)
    }

    func delete(_ db: Database) throws {
        try SKUTable.remove(product, db)
        try db.cachedStatement(sql: "DELETE FROM product WHERE number = ?").execute(arguments: [number])
    }

    /// The values that a change may change, in the order of the statements above.
    private static func changeable(_ product: Product) -> StatementArguments {
        [
            product.sku, product.title, product.description, product.category,
            JSONValue.object(product.attributes).description,
            JSONValue.array(product.tags.map { .string($0) }).description,
            JSONValue.array(product.media.map(\.json)).description,
            JSONValue.array(product.variants.map(\.json)).description,
            product.price.amount, product.price.currency.description, product.active,
            product.updatedAt.milliseconds, product.version,
        ]
    }
}
