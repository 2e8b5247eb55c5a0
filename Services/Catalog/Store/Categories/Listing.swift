import CatalogAPI
import GRDB
import MeshCore

/// A product's places in the lists: what its keys there are made of.
struct Listing: Equatable {
    /// The numbers of its category and of all above it.
    let categories: [Int64]
    let product: Int64
    let active: Bool
    let price: Money
    let updatedAt: Timestamp

    init(_ product: Product, number: Int64, in categories: [Int64]) {
        self.categories = categories
        self.product = number
        active = product.active
        price = product.price
        updatedAt = product.updatedAt
    }

    /// The number of the list of a category's products that can be bought, or that cannot.
    static func list(of category: Int64, active: Bool) -> Int64 { category * 2 + (active ? 1 : 0) }

    /// The category of a list, and whether its products can be bought.
    static func category(ofList list: Int64) -> (category: Int64, active: Bool) { (list >> 1, list & 1 == 1) }

    /// The number of the same list by price, one for each currency.
    static func list(of category: Int64, active: Bool, in currency: Currency) -> Int64 {
        let code = currency.description.utf8.reduce(Int64(0)) { $0 * 26 + Int64($1 - UInt8(ascii: "A")) }
        return list(of: category, active: active) * 17_576 + code
    }

    func insert(_ db: Database) throws {
        try write(
            newest: db.cachedStatement(sql: "INSERT INTO list_newest VALUES (?, ?)"),
            price: db.cachedStatement(sql: "INSERT INTO list_price VALUES (?, ?, ?)"),
            updated: db.cachedStatement(sql: "INSERT INTO list_updated VALUES (?, ?, ?)"))
        try count(1, db)
    }

    func remove(_ db: Database) throws {
        try write(
            newest: db.cachedStatement(sql: "DELETE FROM list_newest WHERE list = ? AND product = ?"),
            price: db.cachedStatement(sql: "DELETE FROM list_price WHERE list = ? AND amount = ? AND product = ?"),
            updated: db.cachedStatement(
                sql: "DELETE FROM list_updated WHERE list = ? AND updated_at = ? AND product = ?"))
        try count(-1, db)
    }

    /// Takes another's places, where they differ.
    func replace(with other: Listing, _ db: Database) throws {
        guard categories == other.categories, active == other.active, price == other.price else {
            try remove(db)
            return try other.insert(db)
        }
        guard updatedAt != other.updatedAt else { return }
        let statement = try db.cachedStatement(
            sql: "UPDATE list_updated SET updated_at = ? WHERE list = ? AND updated_at = ? AND product = ?")
        for category in categories {
            try statement.execute(arguments: [
                other.updatedAt.milliseconds, Self.list(of: category, active: active), updatedAt.milliseconds, product,
            ])
        }
    }

    private func write(newest: Statement, price: Statement, updated: Statement) throws {
        for category in categories {
            let list = Self.list(of: category, active: active)
            try newest.execute(arguments: [list, product])
            let priced = Self.list(of: category, active: active, in: self.price.currency)
            try price.execute(arguments: [priced, self.price.amount, product])
            try updated.execute(arguments: [list, updatedAt.milliseconds, product])
        }
    }

    private func count(_ change: Int64, _ db: Database) throws {
        try Self.count(change, active: active ? change : 0, in: categories, db)
    }

    /// Adds to the numbers of products of categories.
    static func count(_ products: Int64, active: Int64, in categories: [Int64], _ db: Database) throws {
        let update = try db.cachedStatement(
            sql: "UPDATE category_count SET products = products + ?2, active = active + ?3 WHERE category = ?1")
        let insert = try db.cachedStatement(sql: "INSERT INTO category_count VALUES (?1, ?2, ?3)")
        for category in categories {
            try update.execute(arguments: [category, products, active])
            if db.changesCount == 0 { try insert.execute(arguments: [category, products, active]) }
        }
    }
}
