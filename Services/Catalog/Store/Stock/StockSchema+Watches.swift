import MeshStore

extension StockSchema {
    /// Who wants to be told when there is something again; a row goes when they were told.
    static let watches = Migration(
        "catalog-stock-0004-watches",
        sql: """
            CREATE TABLE stock_watch (
                id TEXT PRIMARY KEY,
                account TEXT NOT NULL,
                sku TEXT NOT NULL COLLATE NOCASE,
                created_at INTEGER NOT NULL,
                UNIQUE (account, sku)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX stock_watch_sku ON stock_watch (sku, id);
            """)
}
