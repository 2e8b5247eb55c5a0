import MeshStore

/// The tables of payments.
enum PaymentSchema {
    static let migrations = [ledger, hints]

    /// The ledger of purchases on account is only ever added to; an account is the sum of its lines, kept beside them so
    /// that nothing has to be summed to know what is open.
    private static let ledger = Migration(
        "orders-payments-0001-ledger",
        sql: """
            CREATE TABLE payment_account (
                reference TEXT PRIMARY KEY,
                purchase TEXT NOT NULL,
                currency TEXT NOT NULL,
                authorised INTEGER NOT NULL CHECK (authorised >= 0),
                captured INTEGER NOT NULL CHECK (captured IN (0, authorised)),
                refunded INTEGER NOT NULL CHECK (refunded BETWEEN 0 AND captured),
                settled INTEGER NOT NULL CHECK (settled BETWEEN 0 AND captured),
                voided INTEGER NOT NULL CHECK (voided = 0 OR (voided = 1 AND captured = 0)),
                opened_at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX payment_account_open ON payment_account (reference)
                WHERE captured - refunded - settled <> 0;
            CREATE TABLE payment_ledger (
                entry INTEGER PRIMARY KEY AUTOINCREMENT,
                key TEXT NOT NULL UNIQUE,
                reference TEXT NOT NULL,
                kind TEXT NOT NULL CHECK (kind IN ('authorised', 'captured', 'voided', 'refunded', 'settled')),
                held INTEGER NOT NULL,
                owed INTEGER NOT NULL,
                note TEXT NOT NULL,
                created_at INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX payment_ledger_reference ON payment_ledger (reference, entry);
            CREATE TRIGGER payment_ledger_no_update BEFORE UPDATE ON payment_ledger BEGIN
                SELECT raise(ABORT, 'the ledger is only added to');
            END;
            CREATE TRIGGER payment_ledger_no_delete BEFORE DELETE ON payment_ledger BEGIN
                SELECT raise(ABORT, 'the ledger is only added to');
            END;
            """)

    /// Events of providers that have been handled, so that each is once, however often it is sent.
    private static let hints = Migration(
        "orders-payments-0002-hints",
        sql: """
            CREATE TABLE payment_hint (
                event TEXT PRIMARY KEY,
                received_at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX payment_hint_age ON payment_hint (received_at);
            """)
}
