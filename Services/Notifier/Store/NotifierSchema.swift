import MeshStore

/// The tables of the notifier. A migration that has landed never changes.
enum NotifierSchema {
    static let fileName = "notifier.sqlite"

    static let migrations =
        [deliveries, rules, endpoints, languages, alerts, alertValues, erasures] + IdempotencyKeys.migrations

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

    private static let rules = Migration(
        "notifier-0002-rules",
        sql: """
            ALTER TABLE notifier_delivery ADD COLUMN account TEXT;
            ALTER TABLE notifier_delivery ADD COLUMN locale TEXT;
            -- The digest that it was gathered in, or that it tells.
            ALTER TABLE notifier_delivery ADD COLUMN digest TEXT;
            CREATE INDEX notifier_delivery_digest ON notifier_delivery (digest, id) WHERE digest IS NOT NULL;
            CREATE TABLE notifier_reader (
                account TEXT PRIMARY KEY,
                zone TEXT,
                quiet_start INTEGER,
                quiet_end INTEGER,
                updated_at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE notifier_preference (
                account TEXT NOT NULL,
                category TEXT NOT NULL DEFAULT '',
                channel TEXT NOT NULL DEFAULT '',
                is_wanted INTEGER NOT NULL,
                PRIMARY KEY (account, category, channel)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE notifier_rule (
                category TEXT NOT NULL,
                channel TEXT NOT NULL,
                throttle_limit INTEGER,
                throttle_seconds INTEGER,
                digest_seconds INTEGER,
                PRIMARY KEY (category, channel)
            ) STRICT, WITHOUT ROWID;
            -- When what is throttled was, or is to be, sent.
            CREATE TABLE notifier_release (
                delivery TEXT PRIMARY KEY,
                recipient TEXT NOT NULL,
                channel TEXT NOT NULL,
                category TEXT NOT NULL,
                at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX notifier_release_place ON notifier_release (recipient, channel, category, at);
            CREATE TABLE notifier_digest (
                id TEXT PRIMARY KEY,
                tenant TEXT NOT NULL,
                recipient TEXT NOT NULL,
                channel TEXT NOT NULL,
                category TEXT NOT NULL,
                opened_at INTEGER NOT NULL,
                ends_at INTEGER NOT NULL,
                count INTEGER NOT NULL,
                revision INTEGER NOT NULL,
                closed_at INTEGER,
                UNIQUE (tenant, recipient, channel, category, opened_at)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX notifier_digest_open ON notifier_digest (ends_at) WHERE closed_at IS NULL;
            """)

    private static let endpoints = Migration(
        "notifier-0003-endpoints",
        sql: """
            CREATE TABLE notifier_endpoint (
                id TEXT PRIMARY KEY,
                account TEXT NOT NULL,
                channel TEXT NOT NULL,
                url TEXT NOT NULL,
                -- What webhooks are signed with, or the keys of a browser.
                secrets TEXT NOT NULL,
                created_at INTEGER NOT NULL,
                UNIQUE (account, channel, url)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX notifier_delivery_message ON notifier_delivery (message_id) WHERE message_id IS NOT NULL;
            CREATE INDEX notifier_delivery_finished ON notifier_delivery (finished_at) WHERE finished_at IS NOT NULL;
            CREATE INDEX notifier_inbox_created ON notifier_inbox (created_at);
            """)

    private static let languages = Migration(
        "notifier-0004-languages", sql: "ALTER TABLE notifier_reader ADD COLUMN locale TEXT")

    private static let alerts = Migration(
        "notifier-0005-alerts",
        sql: """
            CREATE TABLE notifier_alert (
                id TEXT PRIMARY KEY,
                source TEXT NOT NULL,
                key TEXT NOT NULL,
                group_name TEXT NOT NULL,
                severity TEXT NOT NULL,
                title TEXT NOT NULL,
                detail TEXT,
                state TEXT NOT NULL,
                count INTEGER NOT NULL,
                escalation INTEGER NOT NULL,
                opened_at INTEGER NOT NULL,
                last_at INTEGER NOT NULL,
                told_at INTEGER NOT NULL,
                acknowledged_at INTEGER,
                acknowledged_by TEXT,
                resolved_at INTEGER
            ) STRICT, WITHOUT ROWID;
            -- A source's alert is one until it is over.
            CREATE UNIQUE INDEX notifier_alert_open ON notifier_alert (source, key) WHERE state <> 'resolved';
            CREATE INDEX notifier_alert_resolved ON notifier_alert (resolved_at) WHERE resolved_at IS NOT NULL;
            CREATE INDEX notifier_alert_state ON notifier_alert (state, id);
            """)

    private static let alertValues = Migration(
        "notifier-0006-alert-values",
        sql: """
            ALTER TABLE notifier_alert ADD COLUMN wording_values TEXT;
            CREATE INDEX notifier_alert_key ON notifier_alert (source, key);
            """)

    private static let erasures = Migration(
        "notifier-0007-erasures",
        sql: """
            -- Who was erased: what is asked for them later, by what had begun before, is not kept.
            CREATE TABLE notifier_erased (
                account TEXT PRIMARY KEY,
                erased_at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX notifier_delivery_account ON notifier_delivery (account) WHERE account IS NOT NULL;
            """)
}
