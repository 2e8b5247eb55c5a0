import MeshStore

/// The table of paid orders whose fulfilment has not been started yet.
enum FulfilmentSchema {
    static let migrations = [fulfilment]

    /// A row is written in the transaction that makes its order paid, and goes when the workflow runs.
    private static let fulfilment = Migration(
        "orders-0005-fulfilment",
        sql: """
            CREATE TABLE fulfilment (
                order_id TEXT PRIMARY KEY,
                attempts INTEGER NOT NULL DEFAULT 0,
                due_at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX fulfilment_due ON fulfilment (due_at);
            """)
}
