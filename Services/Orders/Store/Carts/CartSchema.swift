import MeshStore

/// The tables of carts.
enum CartSchema {
    static let migrations = [carts]

    /// An account has one cart at a time that is not at its end; a guest's cart has an expiry, by which it is swept. A
    /// line is found by its sku without regard to case, so that one thing is never in two lines.
    private static let carts = Migration(
        "orders-0001-carts",
        sql: """
            CREATE TABLE cart (
                number INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                state TEXT NOT NULL,
                account TEXT,
                secret_digest BLOB,
                currency TEXT NOT NULL,
                channel TEXT,
                country TEXT,
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL,
                expires_at INTEGER,
                version INTEGER NOT NULL,
                CHECK ((account IS NULL) <> (secret_digest IS NULL))
            ) STRICT;
            CREATE UNIQUE INDEX cart_of_account ON cart (account)
                WHERE account IS NOT NULL AND state IN ('open', 'checking_out');
            CREATE INDEX cart_expiry ON cart (expires_at) WHERE expires_at IS NOT NULL;
            CREATE TABLE cart_line (
                cart INTEGER NOT NULL REFERENCES cart (number) ON DELETE CASCADE,
                sku TEXT NOT NULL COLLATE NOCASE,
                position INTEGER NOT NULL,
                quantity INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 1000000),
                product_id TEXT,
                title TEXT NOT NULL,
                options TEXT,
                unit_amount INTEGER,
                list_amount INTEGER,
                agreed_amount INTEGER,
                problem TEXT,
                PRIMARY KEY (cart, sku)
            ) STRICT, WITHOUT ROWID;
            """)
}
