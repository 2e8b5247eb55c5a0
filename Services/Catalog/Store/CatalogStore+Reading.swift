import CatalogAPI
import GRDB
import MeshCore
import MeshStore

extension CatalogStore {
    /// Products that have changed since a place in the order of changes.
    struct Changes: Equatable, Sendable {
        /// The place of the last change.
        var last: Int64
        /// Which; nil when too many have to tell them one by one.
        var products: [Product.ID]?
    }

    /// A product, on the caller's thread.
    ///
    /// - Throws: ``CatalogError/damagedRow(_:)``, `StoreError`.
    func product(_ id: Product.ID) throws -> Product? {
        try store.fastRead { db in try ProductRow.find(id, db)?.product }
    }

    /// What is sold under a number, on the caller's thread; nil when nothing is.
    ///
    /// - Throws: ``CatalogError/damagedRow(_:)``, `StoreError`.
    func unit(_ sku: String) throws -> SellableUnit? {
        try store.fastRead { db in try SKUTable.unit(sku, db) }
    }

    /// What has changed since a place, on the caller's thread.
    ///
    /// - Parameter place: The last change that is known; nil to learn where the order stands.
    /// - Throws: `StoreError`.
    func changes(since place: Int64?) throws -> Changes {
        try store.fastRead { db in
            // The sequence is never used twice, and the newest line is always kept.
            let last = try Int64.fetchOne(db.cachedStatement(sql: "SELECT max(sequence) FROM product_change")) ?? 0
            guard let place, last - place < Self.keptChanges else { return Changes(last: last, products: nil) }
            guard last > place else { return Changes(last: last, products: []) }
            let statement = try db.cachedStatement(
                sql: "SELECT product_id FROM product_change WHERE sequence > ? AND sequence <= ?")
            let ids = try String.fetchAll(statement, arguments: [place, last])
            guard ids.count == last - place else { return Changes(last: last, products: nil) }
            return Changes(last: last, products: ids.compactMap { Product.ID($0) })
        }
    }

    /// A page of a list.
    ///
    /// - Parameters:
    ///   - query: Which products; a category means all below it as well.
    ///   - position: The last item of the page before; nil for the first page.
    ///   - limit: How many.
    /// - Throws: ``CatalogError/damagedRow(_:)``, `StoreError`.
    func list(_ query: ProductQuery, after position: ListPosition?, limit: Int) async throws -> ListPage {
        try await store.read { db in
            guard let category = try Self.number(of: query.category, db) else {
                return ListPage(products: [], end: nil)
            }
            let page = ListStatement(query, in: category, after: position, limit: limit + 1)
            let rows = try Row.fetchAll(db.cachedStatement(sql: page.sql), arguments: page.arguments)
                .map { try ProductRow($0) }
            let products = rows.prefix(limit)
            guard rows.count > limit, let last = products.last else {
                return ListPage(products: products.map(\.product), end: nil)
            }
            return ListPage(
                products: products.map(\.product),
                end: ListOrder(query).position(of: last.product, number: last.number))
        }
    }

    /// The number of a category, or of that of everything; nil when there is none of this path.
    private static func number(of category: String?, _ db: Database) throws -> Int64? {
        guard let category else { return CategoryRow.root }
        let statement = try db.cachedStatement(sql: "SELECT number FROM category WHERE path = ?")
        return try Int64.fetchOne(statement, arguments: [category])
    }
}
