import CatalogAPI
import GRDB
import MeshCore
import MeshStore

extension PriceStore {
    /// What things cost now, from one snapshot, on the caller's thread.
    ///
    /// - Throws: ``CatalogError/damagedRow(_:)``, `StoreError`.
    func quote(_ request: QuotePrices) throws -> PriceQuote {
        let now = clock.now()
        let audience = PriceAudience(request)
        return try store.fastRead { db in
            var lines: [QuotedLine] = []
            try db.inTransaction(.deferred) {
                for line in request.lines {
                    lines.append(QuotedLine(line, of: try SKUTable.unit(line.sku, db), for: audience))
                }
                return .commit
            }
            return PriceQuote(currency: request.currency, lines: lines, at: now)
        }
    }
}
