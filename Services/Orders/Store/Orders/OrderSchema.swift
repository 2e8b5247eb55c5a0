import MeshStore

/// The tables of orders, of what was bought, and of invoices' numbers.
enum OrderSchema {
    static let migrations = [orders]

    /// `refunding` counts the refunds that were decided, confirmed or not, and never exceeds what was captured. Every
    /// list is the newest first under one equality, and has an index of that shape.
    private static let orders = Migration(
        "orders-0002-orders",
        sql: """
            CREATE TABLE shop_order (
                number INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                state TEXT NOT NULL,
                account TEXT,
                secret_digest BLOB,
                email TEXT NOT NULL COLLATE NOCASE,
                cart_id TEXT NOT NULL,
                lines TEXT NOT NULL,
                shipping_address TEXT NOT NULL,
                billing_address TEXT NOT NULL,
                tracking TEXT,
                currency TEXT NOT NULL,
                total INTEGER NOT NULL CHECK (total >= 0),
                captured INTEGER NOT NULL DEFAULT 0 CHECK (captured >= 0),
                refunding INTEGER NOT NULL DEFAULT 0 CHECK (refunding BETWEEN 0 AND captured),
                refunded INTEGER NOT NULL DEFAULT 0 CHECK (refunded BETWEEN 0 AND refunding),
                payment_method TEXT NOT NULL,
                payment_reference TEXT NOT NULL,
                cancel_reason TEXT,
                invoice_number TEXT UNIQUE,
                placed_at INTEGER NOT NULL,
                paid_at INTEGER,
                shipped_at INTEGER,
                delivered_at INTEGER,
                cancelled_at INTEGER,
                updated_at INTEGER NOT NULL,
                version INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX shop_order_placed ON shop_order (placed_at, id);
            CREATE INDEX shop_order_state ON shop_order (state, placed_at, id);
            CREATE INDEX shop_order_account ON shop_order (account, placed_at, id) WHERE account IS NOT NULL;
            CREATE INDEX shop_order_email ON shop_order (email, placed_at, id);
            CREATE TABLE purchase (
                account TEXT NOT NULL,
                sku TEXT NOT NULL COLLATE NOCASE,
                product_id TEXT NOT NULL,
                title TEXT NOT NULL,
                quantity INTEGER NOT NULL,
                orders INTEGER NOT NULL,
                first_at INTEGER NOT NULL,
                last_at INTEGER NOT NULL,
                PRIMARY KEY (account, sku)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX purchase_account ON purchase (account, last_at, sku);
            CREATE INDEX purchase_last ON purchase (last_at, account, sku);
            CREATE TABLE invoice_series (
                year INTEGER PRIMARY KEY,
                last INTEGER NOT NULL
            ) STRICT;
            """)
}
