import MeshStore

extension StockSchema {
    /// The order in which levels changed, for those who catch up.
    static let changed = Migration(
        "catalog-stock-0005-changed", sql: "CREATE INDEX stock_updated ON stock (updated_at, sku)")
}
