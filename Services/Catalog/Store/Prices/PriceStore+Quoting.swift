import CatalogAPI
import GRDB
import MeshCore
import MeshStore

extension PriceStore {
    /// Lines that are priced on the caller's thread, some ten microseconds each; more go to a thread of the store.
    private static let fewLines = 50

    /// What things cost now, from one snapshot.
    ///
    /// - Throws: ``CatalogError/damagedRow(_:)``, `StoreError`.
    func quote(_ request: QuotePrices) async throws -> PriceQuote {
        let now = clock.now()
        return try await snapshot(isSmall: request.lines.count <= Self.fewLines) { book, db in
            let audience = PriceAudience(request)
            var quote = PriceQuote(currency: request.currency, lines: [], at: now)
            for line in request.lines {
                guard let unit = try SKUTable.unit(line.sku, db) else {
                    quote.lines.append(QuotedLine(sku: line.sku, quantity: line.quantity, problem: .unknownSKU))
                    continue
                }
                let priced = book.price(
                    of: unit, try PriceEntryRow.candidates(unit.sku, db), for: audience, quantity: line.quantity,
                    at: now)
                var quoted = QuotedLine(unit, quantity: line.quantity, priced, request.currency)
                quoted.available = try StockStore.available(unit.sku, db)
                quote.lines.append(quoted)
                if let boundary = priced.boundary {
                    quote.validUntil = quote.validUntil.map { min($0, boundary) } ?? boundary
                }
            }
            return quote
        }
    }

    /// What the SKUs of a product cost now, from one snapshot.
    ///
    /// - Throws: ``CatalogError/productNotFound(_:)``, ``CatalogError/damagedRow(_:)``, `StoreError`.
    func prices(of id: Product.ID, for audience: PriceAudience) async throws -> ProductPrices {
        let now = clock.now()
        return try await snapshot(isSmall: false) { book, db in
            var prices = ProductPrices(productId: id, currency: audience.currency, items: [], at: now)
            guard let product = try ProductRow.find(id, db)?.product else { throw CatalogError.productNotFound(id) }
            let skus = product.variants.isEmpty ? [product.sku] : product.variants.map(\.sku)
            for unit in try skus.compactMap({ try SKUTable.unit($0, db) }) {
                let entries = try PriceEntryRow.candidates(unit.sku, db)
                let (item, boundary) = book.prices(of: unit, entries, for: audience, at: now)
                prices.items.append(item)
                if let boundary { prices.validUntil = prices.validUntil.map { min($0, boundary) } ?? boundary }
            }
            return prices
        }
    }

    /// Reads from one snapshot with the book that belongs to it: on the caller's thread where it is short and the book at
    /// hand, else on one of the store.
    private func snapshot<Found: Sendable>(
        isSmall: Bool, _ body: @escaping @Sendable (PriceBook, Database) throws -> Found
    ) async throws -> Found {
        if isSmall, let found = try fastSnapshot(body) { return found }
        return try await store.read { [book] db in
            guard let book = try book.book(db, patience: .long) else {
                preconditionFailure("A patient reader was given no price book")
            }
            return try body(book, db)
        }
    }

    private func fastSnapshot<Found>(_ body: (PriceBook, Database) throws -> Found) throws -> Found? {
        try store.fastRead { db in
            var found: Found?
            try db.inTransaction(.deferred) {
                if let book = try book.book(db, patience: .short) { found = try body(book, db) }
                return .commit
            }
            return found
        }
    }
}
