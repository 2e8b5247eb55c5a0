import CatalogAPI
import GRDB
import MeshCore
import MeshStore

/// Gathers the places of new products in the lists, and writes them in the order of the lists' keys, so that neighbours
/// are written one after the other.
struct ListInserts {
    /// The products of each list by time, in the order of their numbers.
    private var timed: [Int64: [(time: Int64, product: Int64)]] = [:]
    private var priced: [Int64: [(amount: Int64, product: Int64)]] = [:]

    /// Notes a product's places; numbers must come in their order.
    mutating func add(_ new: NewProduct, number: Int64, in categories: [Int64]) {
        let (active, price, time) = (new.product.active, new.product.price, new.product.updatedAt.milliseconds)
        for category in categories {
            timed[Listing.list(of: category, active: active), default: []].append((time, number))
            priced[Listing.list(of: category, active: active, in: price.currency), default: []]
                .append((price.amount, number))
        }
    }

    /// Writes what was noted, and forgets it.
    mutating func write(_ db: Database) throws {
        guard !timed.isEmpty else { return }
        var newest = try BulkInsert(into: "list_newest", columns: 2, width: 64, db)
        var updated = try BulkInsert(into: "list_updated", columns: 3, width: 64, db)
        for (list, places) in timed.sorted(by: { $0.key < $1.key }) {
            for place in places {
                newest.bind(list)
                newest.bind(place.product)
                try newest.endRow(db)
            }
            for place in places {
                updated.bind(list)
                updated.bind(place.time)
                updated.bind(place.product)
                try updated.endRow(db)
            }
            let (category, isActive) = Listing.category(ofList: list)
            try Listing.count(Int64(places.count), active: isActive ? Int64(places.count) : 0, in: [category], db)
        }
        try newest.finish(db)
        try updated.finish(db)
        var price = try BulkInsert(into: "list_price", columns: 3, width: 64, db)
        for (list, places) in priced.sorted(by: { $0.key < $1.key }) {
            for place in places.sorted(by: <) {
                price.bind(list)
                price.bind(place.amount)
                price.bind(place.product)
                try price.endRow(db)
            }
        }
        try price.finish(db)
        self = ListInserts()
    }
}
