import CatalogAPI
import GRDB
import MeshCore
import MeshStore

/// The own prices of products in the audit and in the events of prices: written in the transaction in which the product
/// is changed.
enum ProductPricing {
    /// Records which SKUs of a product cost something else than before. One that is new or gone has changed no price.
    ///
    /// - Parameters:
    ///   - before: The product as it was.
    ///   - after: The product as it is.
    ///   - author: Who changed it.
    ///   - now: When.
    ///   - outbox: Where events wait.
    ///   - db: The write's database.
    /// - Throws: `StoreError`, `DatabaseError`.
    static func record(
        from before: Product, to after: Product, by author: String, at now: Timestamp, _ outbox: Outbox, _ db: Database
    ) throws {
        let old = Dictionary(prices(of: before)) { first, _ in first }
        var changed: [String] = []
        var last: Int64 = 0
        for (sku, price) in prices(of: after) {
            guard let was = old[sku], was != price else { continue }
            last = try PriceAudit.add(
                PriceAuditEntry(
                    number: 0, at: now, author: author, action: .productPriced, productId: after.id, sku: sku,
                    before: was.json, after: price.json), db)
            changed.append(sku)
        }
        guard !changed.isEmpty else { return }
        let event = PriceChanged(
            id: "price-\(last)", .init(what: .product, change: .updated, productId: after.id, skus: changed), time: now)
        try outbox.append(
            id: event.id, topic: PriceChanged.type, key: event.subject, payload: event.json.utf8, at: now, db)
    }

    /// What each SKU costs under which the product is sold.
    private static func prices(of product: Product) -> [(String, Money)] {
        guard !product.variants.isEmpty else { return [(product.sku, product.price)] }
        return product.variants.map { ($0.sku, $0.price ?? product.price) }
    }
}
