import MeshStore

/// The tables of schedules, in the order in which they landed.
enum ScheduleSchema {
    static let migrations = [schedules]

    /// `due_at` is when a schedule is looked at next, nil when nothing comes any more; of a firing it is when somebody has
    /// to take it up: at once, at its next attempt, or when the lease of its owner is over. Numbers of schedules are never
    /// given twice, because identities of firings are made of them.
    private static let schedules = Migration(
        "schedules-0001-schedules",
        sql: """
            CREATE TABLE schedule_group (
                name TEXT PRIMARY KEY,
                created_at INTEGER NOT NULL,
                modified_at INTEGER NOT NULL,
                deleting INTEGER NOT NULL DEFAULT 0
            ) STRICT, WITHOUT ROWID;
            INSERT INTO schedule_group (name, created_at, modified_at)
                VALUES ('default', unixepoch() * 1000, unixepoch() * 1000);
            CREATE TABLE schedule_group_tag (
                name TEXT NOT NULL REFERENCES schedule_group (name) ON DELETE CASCADE,
                key TEXT NOT NULL,
                value TEXT NOT NULL,
                PRIMARY KEY (name, key)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE schedule (
                number INTEGER PRIMARY KEY AUTOINCREMENT,
                group_name TEXT NOT NULL REFERENCES schedule_group (name),
                name TEXT NOT NULL,
                definition TEXT NOT NULL,
                state TEXT NOT NULL,
                created_at INTEGER NOT NULL,
                modified_at INTEGER NOT NULL,
                anchor_at INTEGER NOT NULL,
                plan INTEGER NOT NULL,
                next_at INTEGER,
                due_at INTEGER,
                last_at INTEGER,
                UNIQUE (group_name, name)
            ) STRICT;
            CREATE INDEX schedule_due ON schedule (due_at) WHERE due_at IS NOT NULL;
            CREATE INDEX schedule_last ON schedule (last_at) WHERE last_at IS NOT NULL;
            CREATE TABLE schedule_firing (
                id TEXT PRIMARY KEY,
                schedule INTEGER NOT NULL REFERENCES schedule (number) ON DELETE CASCADE,
                scheduled_at INTEGER NOT NULL,
                recorded_at INTEGER NOT NULL,
                target TEXT NOT NULL,
                failures INTEGER NOT NULL DEFAULT 0,
                due_at INTEGER NOT NULL,
                owner TEXT,
                fence INTEGER NOT NULL DEFAULT 0
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX schedule_firing_due ON schedule_firing (due_at);
            CREATE INDEX schedule_firing_owner ON schedule_firing (owner) WHERE owner IS NOT NULL;
            CREATE INDEX schedule_firing_schedule ON schedule_firing (schedule);
            CREATE TABLE schedule_dead_letter (
                number INTEGER PRIMARY KEY AUTOINCREMENT,
                firing TEXT NOT NULL,
                queue TEXT,
                body TEXT NOT NULL,
                attributes TEXT NOT NULL,
                at INTEGER NOT NULL,
                due_at INTEGER
            ) STRICT;
            CREATE INDEX schedule_dead_letter_due ON schedule_dead_letter (due_at) WHERE due_at IS NOT NULL;
            CREATE TABLE schedule_token (
                token TEXT NOT NULL,
                operation TEXT NOT NULL,
                request TEXT NOT NULL,
                at INTEGER NOT NULL,
                PRIMARY KEY (token, operation)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX schedule_token_age ON schedule_token (at);
            """)
}
