import MeshStore

/// The tables of stock. A migration that has landed never changes.
enum StockSchema {
    static let migrations = [ledger, reservations, openReservations]

    /// A level's `on_hand` is written by the ledger's trigger alone: a movement is entered with what is on hand after it,
    /// and whoever computed that from an old level, or wrote a level without a movement, is refused by SQLite itself. So
    /// is whoever would sell or keep more than there is, whatever the program thinks.
    private static let ledger = Migration(
        "catalog-stock-0001-ledger",
        sql: """
            CREATE TABLE stock (
                sku TEXT PRIMARY KEY COLLATE NOCASE,
                on_hand INTEGER NOT NULL CHECK (on_hand BETWEEN 0 AND 1000000000),
                reserved INTEGER NOT NULL CHECK (reserved >= 0),
                version INTEGER NOT NULL,
                updated_at INTEGER NOT NULL,
                CHECK (reserved <= on_hand)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE stock_movement (
                number INTEGER PRIMARY KEY,
                id TEXT NOT NULL,
                sku TEXT NOT NULL COLLATE NOCASE,
                quantity INTEGER NOT NULL CHECK (quantity <> 0),
                reason TEXT NOT NULL,
                reference TEXT,
                on_hand INTEGER NOT NULL,
                at INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX stock_movement_sku ON stock_movement (sku, number, quantity);
            CREATE TRIGGER stock_movement_counts AFTER INSERT ON stock_movement BEGIN
                UPDATE stock SET on_hand = on_hand + new.quantity, version = version + 1,
                    updated_at = max(updated_at, new.at)
                WHERE sku = new.sku;
                SELECT RAISE(ABORT, 'a movement needs its stock') WHERE changes() = 0;
            END;
            CREATE TRIGGER stock_is_the_ledgers AFTER UPDATE OF on_hand ON stock
            WHEN new.on_hand IS NOT (
                SELECT on_hand FROM stock_movement WHERE sku = new.sku ORDER BY number DESC LIMIT 1)
            BEGIN
                SELECT RAISE(ABORT, 'on_hand is what the newest movement left');
            END;
            CREATE TRIGGER stock_begins_empty BEFORE INSERT ON stock WHEN new.on_hand <> 0 OR new.reserved <> 0 BEGIN
                SELECT RAISE(ABORT, 'stock comes by movements');
            END;
            CREATE TRIGGER stock_stays BEFORE DELETE ON stock BEGIN
                SELECT RAISE(ABORT, 'stock is never forgotten');
            END;
            CREATE TRIGGER stock_movement_is_final BEFORE UPDATE ON stock_movement BEGIN
                SELECT RAISE(ABORT, 'the ledger is only added to');
            END;
            CREATE TRIGGER stock_movement_stays BEFORE DELETE ON stock_movement BEGIN
                SELECT RAISE(ABORT, 'the ledger is only added to');
            END;
            """)

    /// A line is live until a time: that of the hold's expiry, or the end of all time once it is claimed; null when it
    /// keeps nothing any more. So one small index holds all that counts: what is reserved, and what is due, by SKU.
    private static let reservations = Migration(
        "catalog-stock-0002-reservations",
        sql: """
            CREATE TABLE reservation (
                id TEXT PRIMARY KEY,
                state TEXT NOT NULL CHECK (state IN ('held', 'claimed', 'committed', 'released', 'expired')),
                reference TEXT,
                hold INTEGER NOT NULL,
                expires_at INTEGER,
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL,
                finished_at INTEGER
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX reservation_due ON reservation (expires_at) WHERE state = 'held';
            CREATE INDEX reservation_finished ON reservation (finished_at) WHERE finished_at IS NOT NULL;
            CREATE TABLE reservation_line (
                reservation TEXT NOT NULL REFERENCES reservation (id) ON DELETE CASCADE,
                sku TEXT NOT NULL COLLATE NOCASE,
                quantity INTEGER NOT NULL CHECK (quantity > 0),
                live_until INTEGER,
                PRIMARY KEY (reservation, sku)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX reservation_live ON reservation_line (sku, live_until, quantity)
            WHERE live_until IS NOT NULL;
            """)

    /// Live reservations by id: few, however many have ended.
    private static let openReservations = Migration(
        "catalog-stock-0003-open",
        sql: "CREATE INDEX reservation_open ON reservation (id) WHERE finished_at IS NULL;")
}
