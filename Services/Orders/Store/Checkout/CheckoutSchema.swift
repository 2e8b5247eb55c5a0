import MeshStore

/// The table of checkouts.
enum CheckoutSchema {
    static let migrations = [checkouts, secondLook]

    /// `due_at` is when a checkout may be taken up, and null once it has ended; `owner` is who carries it, and null while
    /// it waits. A cart has one checkout at a time, and a request's key one for all time.
    private static let checkouts = Migration(
        "orders-checkout-0001",
        sql: """
            CREATE TABLE checkout (
                number INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                scope TEXT NOT NULL,
                key TEXT NOT NULL,
                fingerprint BLOB NOT NULL,
                cart_id TEXT NOT NULL,
                order_id TEXT NOT NULL,
                reservation_id TEXT NOT NULL,
                payment_reference TEXT NOT NULL UNIQUE,
                refund_reference TEXT NOT NULL,
                content TEXT NOT NULL,
                step TEXT NOT NULL,
                refusal TEXT,
                provider_id TEXT,
                action TEXT,
                paid_order TEXT,
                attempts INTEGER NOT NULL,
                unwanted INTEGER NOT NULL CHECK (unwanted IN (0, 1)),
                owner TEXT,
                fence INTEGER NOT NULL,
                due_at INTEGER,
                expires_at INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL,
                UNIQUE (scope, key)
            ) STRICT;
            CREATE UNIQUE INDEX checkout_running ON checkout (cart_id) WHERE due_at IS NOT NULL;
            CREATE INDEX checkout_due ON checkout (due_at) WHERE due_at IS NOT NULL;
            CREATE INDEX checkout_owner ON checkout (owner) WHERE owner IS NOT NULL;
            CREATE INDEX checkout_ended ON checkout (updated_at) WHERE due_at IS NULL;
            """)

    /// `look_at` is when somebody looks once more at the payment of a checkout of which nothing came.
    private static let secondLook = Migration(
        "orders-checkout-0002",
        sql: """
            ALTER TABLE checkout ADD COLUMN look_at INTEGER;
            CREATE INDEX checkout_look ON checkout (look_at) WHERE look_at IS NOT NULL;
            """)
}
