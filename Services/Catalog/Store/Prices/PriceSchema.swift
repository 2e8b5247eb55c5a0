import MeshStore

/// The tables of prices. A migration that has landed never changes.
enum PriceSchema {
    static let migrations = [lists, rules, audit, schedule]

    /// A list that was deleted stays, hidden, until its entries have been removed, because there may be a million of them.
    ///
    /// Entries lie by SKU, so that a quote reads those of one SKU in one place; the index has them by list. One without a
    /// beginning has the smallest number there is, because a key holds no null.
    private static let lists = Migration(
        "catalog-prices-0001-lists",
        sql: """
            CREATE TABLE price_list (
                number INTEGER PRIMARY KEY AUTOINCREMENT,
                id TEXT NOT NULL UNIQUE,
                code TEXT NOT NULL COLLATE NOCASE,
                title TEXT NOT NULL,
                currency TEXT NOT NULL,
                channel TEXT,
                country TEXT,
                customer_group TEXT,
                valid_from INTEGER,
                valid_until INTEGER,
                priority INTEGER NOT NULL,
                kind TEXT NOT NULL,
                active INTEGER NOT NULL CHECK (active IN (0, 1)),
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL,
                version INTEGER NOT NULL,
                deleted_at INTEGER,
                deleted_by TEXT,
                CHECK ((deleted_at IS NULL) = (deleted_by IS NULL))
            ) STRICT;
            CREATE UNIQUE INDEX price_list_code ON price_list (code) WHERE deleted_at IS NULL;
            CREATE INDEX price_list_newest ON price_list (id) WHERE deleted_at IS NULL;
            CREATE INDEX price_list_deleted ON price_list (number) WHERE deleted_at IS NOT NULL;
            CREATE TABLE price_entry (
                sku TEXT NOT NULL COLLATE NOCASE,
                list INTEGER NOT NULL REFERENCES price_list (number),
                min_quantity INTEGER NOT NULL CHECK (min_quantity >= 1),
                valid_from INTEGER NOT NULL,
                valid_until INTEGER,
                amount INTEGER NOT NULL CHECK (amount >= 0),
                PRIMARY KEY (sku, list, min_quantity, valid_from)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX price_entry_list ON price_entry (list, sku, min_quantity, valid_from);
            """)

    /// The rules, and which lists and rules have changed, in order, so that instances read those and no others again.
    private static let rules = Migration(
        "catalog-prices-0002-rules",
        sql: """
            CREATE TABLE price_rule (
                id TEXT PRIMARY KEY,
                terms TEXT NOT NULL,
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL,
                version INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE price_change (
                sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                list INTEGER,
                rule TEXT,
                CHECK ((list IS NULL) <> (rule IS NULL))
            ) STRICT;
            """)

    private static let audit = Migration(
        "catalog-prices-0003-audit",
        sql: """
            CREATE TABLE price_audit (
                number INTEGER PRIMARY KEY AUTOINCREMENT,
                at INTEGER NOT NULL,
                author TEXT NOT NULL,
                action TEXT NOT NULL,
                list TEXT,
                rule TEXT,
                product TEXT,
                sku TEXT COLLATE NOCASE,
                before TEXT,
                after TEXT
            ) STRICT;
            CREATE INDEX price_audit_sku ON price_audit (sku, number) WHERE sku IS NOT NULL;
            CREATE INDEX price_audit_list ON price_audit (list, number) WHERE list IS NOT NULL;
            CREATE INDEX price_audit_sku_list ON price_audit (sku, list, number)
            WHERE sku IS NOT NULL AND list IS NOT NULL;
            CREATE TRIGGER price_audit_is_final BEFORE UPDATE ON price_audit BEGIN
                SELECT RAISE(ABORT, 'the audit is only added to');
            END;
            CREATE TRIGGER price_audit_stays BEFORE DELETE ON price_audit BEGIN
                SELECT RAISE(ABORT, 'the audit is only added to');
            END;
            """)

    /// Moments that are to come at which a list, a rule or entries for an SKU begin or end. `owner` is the list's number,
    /// or the rule's id; `sku` is empty for a whole list and for a rule.
    private static let schedule = Migration(
        "catalog-prices-0004-schedule",
        sql: """
            CREATE TABLE price_due (
                at INTEGER NOT NULL,
                what TEXT NOT NULL CHECK (what IN ('list', 'entries', 'rule')),
                owner TEXT NOT NULL,
                sku TEXT NOT NULL COLLATE NOCASE,
                PRIMARY KEY (at, what, owner, sku)
            ) STRICT, WITHOUT ROWID;
            """)
}
