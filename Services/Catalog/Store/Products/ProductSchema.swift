import MeshStore

/// The tables of products and of the numbers under which they are sold.
enum ProductSchema {
    /// Tags, media and variants. Numbers of products are never used twice, so that whoever follows the table by number
    /// misses none; and the table `sku` alone keeps skus apart, those of products and variants alike.
    static let variants = Migration(
        "catalog-0003-variants",
        sql: """
            CREATE TABLE product_next (
                number INTEGER PRIMARY KEY AUTOINCREMENT,
                id TEXT NOT NULL UNIQUE,
                sku TEXT NOT NULL COLLATE NOCASE,
                title TEXT NOT NULL,
                description TEXT NOT NULL,
                category TEXT NOT NULL,
                attributes TEXT NOT NULL,
                tags TEXT NOT NULL,
                media TEXT NOT NULL,
                variants TEXT NOT NULL,
                amount INTEGER NOT NULL CHECK (amount >= 0),
                currency TEXT NOT NULL,
                active INTEGER NOT NULL CHECK (active IN (0, 1)),
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL,
                version INTEGER NOT NULL
            ) STRICT;
            INSERT INTO product_next
                SELECT number, id, sku, title, description, category, attributes, '[]', '[]', '[]', amount, currency,
                    active, created_at, updated_at, version
                FROM product ORDER BY number;
            DROP TABLE product;
            ALTER TABLE product_next RENAME TO product;
            \(oldIndexes)
            \(searchTriggers)
            CREATE TABLE sku (
                sku TEXT PRIMARY KEY NOT NULL COLLATE NOCASE,
                product INTEGER NOT NULL,
                position INTEGER,
                sold INTEGER NOT NULL CHECK (sold IN (0, 1)),
                options TEXT,
                amount INTEGER,
                active INTEGER NOT NULL CHECK (active IN (0, 1))
            ) STRICT, WITHOUT ROWID;
            INSERT INTO sku SELECT sku, number, NULL, 1, NULL, NULL, 1 FROM product;
            CREATE VIEW sellable AS
                SELECT sku.sku AS sku, product.number AS product, product.id AS product_id, product.title AS title,
                    product.category AS category, product.tags AS tags, sku.position AS position,
                    sku.options AS options, coalesce(sku.amount, product.amount) AS amount,
                    product.currency AS currency, product.active AND sku.active AS active
                FROM sku JOIN product ON product.number = sku.product WHERE sku.sold;
            """)

    /// What the rebuilt table had before.
    private static let oldIndexes = """
        CREATE INDEX product_newest ON product (active, id);
        CREATE INDEX product_category_newest ON product (active, category, id);
        CREATE INDEX product_price ON product (active, currency, amount, id);
        CREATE INDEX product_category_price ON product (active, category, currency, amount, id);
        CREATE INDEX product_updated ON product (active, updated_at, id);
        CREATE INDEX product_category_updated ON product (active, category, updated_at, id);
        """

    /// What the rebuilt table had before.
    private static let searchTriggers = """
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
        """
}
