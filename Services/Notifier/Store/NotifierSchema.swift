import MeshStore

/// The tables of the notifier. A migration that has landed never changes.
enum NotifierSchema {
    static let fileName = "notifier.sqlite"

    static let migrations = [deliveries] + IdempotencyKeys.migrations

    private static let deliveries = Migration(
        "notifier-0001-deliveries",
        sql: """
            CREATE TABLE notifier_delivery (
                id TEXT PRIMARY KEY,
                tenant TEXT NOT NULL,
                key TEXT NOT NULL,
                recipient TEXT NOT NULL,
                channel TEXT NOT NULL,
                category TEXT NOT NULL,
                name TEXT,
                state TEXT NOT NULL,
                attempts INTEGER NOT NULL DEFAULT 0,
                due_at INTEGER NOT NULL,
                claim INTEGER NOT NULL DEFAULT 0,
                owner TEXT,
                problem TEXT,
                message_id TEXT,
                created_at INTEGER NOT NULL,
                asked_at INTEGER NOT NULL,
                finished_at INTEGER,
                UNIQUE (tenant, key, recipient, channel)
            ) STRICT, WITHOUT ROWID;
            -- Apart, since each step of a delivery writes its whole row again.
            CREATE TABLE notifier_content (
                delivery TEXT PRIMARY KEY,
                subject TEXT NOT NULL,
                text TEXT NOT NULL,
                html TEXT
            ) STRICT;
            CREATE INDEX notifier_delivery_due ON notifier_delivery (channel, due_at) WHERE state = 'pending';
            CREATE INDEX notifier_delivery_owned ON notifier_delivery (owner) WHERE owner IS NOT NULL;
            CREATE INDEX notifier_delivery_state ON notifier_delivery (state, id);
            CREATE TABLE notifier_decision (
                delivery TEXT NOT NULL,
                number INTEGER NOT NULL,
                at INTEGER NOT NULL,
                verdict TEXT NOT NULL,
                detail TEXT NOT NULL,
                PRIMARY KEY (delivery, number)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE notifier_suppression (
                address TEXT NOT NULL,
                category TEXT NOT NULL DEFAULT '',
                reason TEXT NOT NULL,
                detail TEXT,
                created_at INTEGER NOT NULL,
                PRIMARY KEY (address, category)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE notifier_inbox (
                sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                delivery TEXT NOT NULL UNIQUE,
                account TEXT NOT NULL,
                category TEXT NOT NULL,
                subject TEXT NOT NULL,
                text TEXT NOT NULL,
                created_at INTEGER NOT NULL,
                read_at INTEGER
            ) STRICT;
            CREATE INDEX notifier_inbox_account ON notifier_inbox (account, sequence);
            CREATE TABLE notifier_template (
                name TEXT NOT NULL,
                locale TEXT NOT NULL,
                version INTEGER NOT NULL,
                subject TEXT NOT NULL,
                text TEXT NOT NULL,
                html TEXT,
                created_at INTEGER NOT NULL,
                PRIMARY KEY (name, locale, version)
            ) STRICT, WITHOUT ROWID;
            """)
}
