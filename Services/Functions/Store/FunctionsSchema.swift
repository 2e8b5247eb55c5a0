import MeshStore

/// The tables of functions. A migration that has landed never changes.
enum FunctionsSchema {
    static let migrations = [definitions, events, reservedUse]

    /// A function's version 0 is `$LATEST`. `revision` stands beside the content so that who has read it knows it again.
    private static let definitions = Migration(
        "functions-0001-definitions",
        sql: """
            CREATE TABLE function (
                name TEXT PRIMARY KEY,
                tags TEXT NOT NULL,
                reserved INTEGER,
                last_version INTEGER NOT NULL,
                created_at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE function_version (
                function TEXT NOT NULL REFERENCES function (name) ON DELETE CASCADE,
                number INTEGER NOT NULL,
                revision TEXT NOT NULL,
                content TEXT NOT NULL,
                PRIMARY KEY (function, number)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE function_alias (
                function TEXT NOT NULL REFERENCES function (name) ON DELETE CASCADE,
                name TEXT NOT NULL,
                content TEXT NOT NULL,
                PRIMARY KEY (function, name)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE provisioned_concurrency (
                function TEXT NOT NULL REFERENCES function (name) ON DELETE CASCADE,
                qualifier TEXT NOT NULL,
                requested INTEGER NOT NULL,
                modified_at INTEGER NOT NULL,
                PRIMARY KEY (function, qualifier)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE invoke_settings (
                function TEXT NOT NULL REFERENCES function (name) ON DELETE CASCADE,
                qualifier TEXT NOT NULL,
                content TEXT NOT NULL,
                PRIMARY KEY (function, qualifier)
            ) STRICT, WITHOUT ROWID;
            """)

    /// `due_at` is when an event may be taken up: a time to try it, or the end of the lease of who tries it, which is
    /// `owner`. What ended badly, or was to go where nothing is, stands in `dead_letter`.
    private static let events = Migration(
        "functions-0002-events",
        sql: """
            CREATE TABLE event (
                number INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                function TEXT NOT NULL,
                qualifier TEXT,
                payload BLOB NOT NULL,
                client_context TEXT,
                trace_id TEXT NOT NULL,
                attempts INTEGER NOT NULL,
                throttles INTEGER NOT NULL,
                accepted_at INTEGER NOT NULL,
                due_at INTEGER NOT NULL,
                owner TEXT,
                fence INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX event_due ON event (due_at);
            CREATE INDEX event_owner ON event (owner) WHERE owner IS NOT NULL;
            CREATE TABLE event_seen (
                id TEXT PRIMARY KEY,
                until INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX event_seen_until ON event_seen (until);
            CREATE TABLE dead_letter (
                number INTEGER PRIMARY KEY,
                id TEXT NOT NULL,
                function TEXT NOT NULL,
                target TEXT,
                content TEXT NOT NULL,
                at INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX dead_letter_function ON dead_letter (function, number);
            """)

    /// Calls that are under way of functions with reserved concurrency.
    private static let reservedUse = Migration(
        "functions-0003-reserved-use",
        sql: """
            CREATE TABLE reserved_use (
                function TEXT NOT NULL,
                owner TEXT NOT NULL,
                calls INTEGER NOT NULL,
                PRIMARY KEY (function, owner)
            ) STRICT, WITHOUT ROWID;
            """)
}
