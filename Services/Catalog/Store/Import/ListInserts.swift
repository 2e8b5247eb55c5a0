import CatalogAPI
import GRDB
import MeshCore
import MeshStore

/// Gathers the places of new products in the lists, and writes them in the order of the lists' keys, so that neighbours
/// are written one after the other.
struct ListInserts {
    private var newest: [(list: Int64, product: Int64)] = []
    private var price: [(list: Int64, amount: Int64, product: Int64)] = []
    private var updated: [(list: Int64, time: Int64, product: Int64)] = []
    private var counts: [[Int64]: (products: Int64, active: Int64)] = [:]

    /// Notes a product's places.
    mutating func add(_ product: Product, number: Int64, in categories: [Int64]) {
        for category in categories {
            let list = Listing.list(of: category, active: product.active)
            newest.append((list, number))
            updated.append((list, product.updatedAt.milliseconds, number))
            let priced = Listing.list(of: category, active: product.active, in: product.price.currency)
            price.append((priced, product.price.amount, number))
        }
        counts[categories, default: (0, 0)].products += 1
        if product.active { counts[categories, default: (0, 0)].active += 1 }
    }

    /// Writes what was noted, and forgets it.
    mutating func write(_ db: Database) throws {
        guard !newest.isEmpty else { return }
        newest.sort { $0 < $1 }
        var statement = try BulkStatement("INSERT INTO list_newest VALUES (?, ?)", db)
        for place in newest {
            statement.bind(place.list)
            statement.bind(place.product)
            try statement.run(db)
        }
        price.sort { $0 < $1 }
        try write(price, "INSERT INTO list_price VALUES (?, ?, ?)", db)
        updated.sort { $0 < $1 }
        try write(updated, "INSERT INTO list_updated VALUES (?, ?, ?)", db)
        for (categories, count) in counts {
            try Listing.count(count.products, active: count.active, in: categories, db)
        }
        self = ListInserts()
    }

    private func write(_ places: [(Int64, Int64, Int64)], _ sql: String, _ db: Database) throws {
        var statement = try BulkStatement(sql, db)
        for place in places {
            statement.bind(place.0)
            statement.bind(place.1)
            statement.bind(place.2)
            try statement.run(db)
        }
    }
}
