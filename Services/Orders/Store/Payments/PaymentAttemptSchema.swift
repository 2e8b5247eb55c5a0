import MeshStore

/// The table of attempts to pay: what is left of a checkout when it is forgotten, for those who look for fraud.
enum PaymentAttemptSchema {
    static let migrations = [attempts]

    private static let attempts = Migration(
        "orders-0009-payment-attempts",
        sql: """
            CREATE TABLE payment_attempt (
                checkout TEXT PRIMARY KEY,
                at INTEGER NOT NULL,
                account TEXT,
                cart TEXT NOT NULL,
                method TEXT NOT NULL,
                currency TEXT NOT NULL,
                amount INTEGER NOT NULL,
                outcome TEXT NOT NULL,
                reason TEXT
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX payment_attempt_at ON payment_attempt (at, checkout);
            CREATE INDEX payment_attempt_account ON payment_attempt (account) WHERE account IS NOT NULL;
            """)
}
