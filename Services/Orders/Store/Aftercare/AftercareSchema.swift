import MeshStore

/// The tables of what comes after an order is paid: refunds, returns, and goods that go back into stock.
enum AftercareSchema {
    static let migrations = [aftercare]

    /// What has a `due_at` is not done yet, and is taken up again from then on.
    private static let aftercare = Migration(
        "orders-0004-aftercare",
        sql: """
            CREATE TABLE refund (
                id TEXT PRIMARY KEY,
                order_id TEXT NOT NULL,
                state TEXT NOT NULL,
                amount INTEGER NOT NULL CHECK (amount > 0),
                currency TEXT NOT NULL,
                reason TEXT,
                failure TEXT,
                requested_at INTEGER NOT NULL,
                settled_at INTEGER,
                attempts INTEGER NOT NULL DEFAULT 0,
                due_at INTEGER
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX refund_order ON refund (order_id, id);
            CREATE INDEX refund_due ON refund (due_at) WHERE due_at IS NOT NULL;
            CREATE TABLE goods_return (
                id TEXT PRIMARY KEY,
                order_id TEXT NOT NULL,
                state TEXT NOT NULL,
                lines TEXT NOT NULL,
                reason TEXT,
                rejection TEXT,
                refund_id TEXT,
                requested_at INTEGER NOT NULL,
                settled_at INTEGER
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX goods_return_order ON goods_return (order_id, id);
            CREATE TABLE restock (
                reference TEXT NOT NULL,
                sku TEXT NOT NULL,
                quantity INTEGER NOT NULL CHECK (quantity > 0),
                attempts INTEGER NOT NULL DEFAULT 0,
                due_at INTEGER,
                done_at INTEGER,
                PRIMARY KEY (reference, sku)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX restock_due ON restock (due_at) WHERE due_at IS NOT NULL;
            """)
}
