import MeshStore

/// The catalog's tables. A migration that has landed never changes.
enum CatalogSchema {
    static let migrations =
        [products, changes, Outbox.migration] + IdempotencyKeys.migrations + [ProductSchema.variants, Leases.migration]
        + StockSchema.migrations + [CategorySchema.tree] + PriceSchema.migrations
        + [SearchSchema.queue, ImportSchema.imports, StockSchema.watches, StockSchema.changed]

    /// Every list's order has an index that begins with its equalities: `active` leads, and a list of both is a merge
    /// of two.
    private static let products = Migration(
        "catalog-0001-products",
        sql: """
            CREATE TABLE product (
                number INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                sku TEXT NOT NULL UNIQUE COLLATE NOCASE,
                title TEXT NOT NULL,
                description TEXT NOT NULL,
                category TEXT NOT NULL,
                attributes TEXT NOT NULL,
                amount INTEGER NOT NULL CHECK (amount >= 0),
                currency TEXT NOT NULL,
                active INTEGER NOT NULL CHECK (active IN (0, 1)),
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL,
                version INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX product_newest ON product (active, id);
            CREATE INDEX product_category_newest ON product (active, category, id);
            CREATE INDEX product_price ON product (active, currency, amount, id);
            CREATE INDEX product_category_price ON product (active, category, currency, amount, id);
            CREATE INDEX product_updated ON product (active, updated_at, id);
            CREATE INDEX product_category_updated ON product (active, category, updated_at, id);
            CREATE VIRTUAL TABLE product_search USING fts5 (
                title, sku, category, description,
                content = 'product', content_rowid = 'number',
                tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
            );
            CREATE TRIGGER product_search_insert AFTER INSERT ON product BEGIN
                INSERT INTO product_search (rowid, title, sku, category, description)
                VALUES (new.number, new.title, new.sku, new.category, new.description);
            END;
            CREATE TRIGGER product_search_delete AFTER DELETE ON product BEGIN
                INSERT INTO product_search (product_search, rowid, title, sku, category, description)
                VALUES ('delete', old.number, old.title, old.sku, old.category, old.description);
            END;
            CREATE TRIGGER product_search_update AFTER UPDATE OF title, sku, category, description ON product BEGIN
                INSERT INTO product_search (product_search, rowid, title, sku, category, description)
                VALUES ('delete', old.number, old.title, old.sku, old.category, old.description);
                INSERT INTO product_search (rowid, title, sku, category, description)
                VALUES (new.number, new.title, new.sku, new.category, new.description);
            END;
            """)

    /// Which products have changed, in order, so that caches drop those and no others.
    private static let changes = Migration(
        "catalog-0002-changes",
        sql: """
            CREATE TABLE product_change (
                sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                product_id TEXT NOT NULL
            ) STRICT;
            """)
}
