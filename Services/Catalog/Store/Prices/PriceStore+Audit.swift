import CatalogAPI
import MeshCore
import MeshStore

extension PriceStore {
    /// Changes of prices, the newest first.
    ///
    /// - Parameters:
    ///   - sku: Only those of this SKU; nil for all.
    ///   - list: Only those of this list; nil for all.
    ///   - number: The last one before; nil to begin.
    ///   - limit: How many.
    /// - Throws: ``CatalogError/damagedRow(_:)``, `StoreError`.
    func audit(
        sku: String?, list: PriceList.ID?, before number: Int64?, limit: Int
    ) async throws -> [PriceAuditEntry] {
        try await store.read { db in
            try PriceAudit.page(sku: sku, list: list?.description, before: number, limit: limit, db)
        }
    }
}
