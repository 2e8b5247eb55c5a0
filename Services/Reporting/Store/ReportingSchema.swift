import MeshStore

/// The tables of reporting. A migration that has landed never changes.
enum ReportingSchema {
    static let fileName = "reporting.sqlite"
    static let migrations =
        [Leases.migration, sites, generations] + IdempotencyKeys.migrations + [saved, schedules, weeks, standing]

    private static let sites = Migration(
        "reporting-0001-sites",
        sql: """
            CREATE TABLE report_site (
                site TEXT PRIMARY KEY,
                zone TEXT NOT NULL,
                domains TEXT NOT NULL,
                live_rules INTEGER NOT NULL,
                readers TEXT NOT NULL,
                live INTEGER
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE report_partition (
                partition INTEGER PRIMARY KEY,
                next_offset INTEGER NOT NULL,
                fresh_at INTEGER
            ) STRICT;
            CREATE TABLE report_revision (id INTEGER PRIMARY KEY CHECK (id = 0), revision INTEGER NOT NULL) STRICT;
            INSERT INTO report_revision (id, revision) VALUES (0, 0);
            """)

    /// `report_reading.next_offset` is null once the generation takes what the partition's reader takes.
    private static let generations = Migration(
        "reporting-0002-generations",
        sql: """
            CREATE TABLE report_generation (
                generation INTEGER PRIMARY KEY AUTOINCREMENT,
                site TEXT NOT NULL,
                version INTEGER NOT NULL,
                made_with INTEGER NOT NULL,
                state INTEGER NOT NULL,
                inactivity INTEGER NOT NULL,
                campaign TEXT NOT NULL,
                midnight_zone TEXT,
                lateness INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                retired_at INTEGER,
                first_day INTEGER,
                events INTEGER NOT NULL DEFAULT 0,
                late INTEGER NOT NULL DEFAULT 0,
                sealed_through INTEGER,
                rolled_through INTEGER,
                taken BLOB
            ) STRICT;
            CREATE INDEX report_generation_site ON report_generation (site, state);
            CREATE TABLE report_reading (
                generation INTEGER NOT NULL REFERENCES report_generation (generation) ON DELETE CASCADE,
                partition INTEGER NOT NULL,
                next_offset INTEGER,
                newest INTEGER,
                passed INTEGER,
                PRIMARY KEY (generation, partition)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE report_young (
                generation INTEGER NOT NULL REFERENCES report_generation (generation) ON DELETE CASCADE,
                partition INTEGER NOT NULL,
                next_offset INTEGER NOT NULL,
                day INTEGER NOT NULL,
                events BLOB NOT NULL,
                PRIMARY KEY (generation, partition, next_offset, day)
            ) STRICT;
            CREATE INDEX report_young_day ON report_young (generation, day);
            CREATE TABLE report_segment (
                generation INTEGER NOT NULL REFERENCES report_generation (generation) ON DELETE CASCADE,
                day INTEGER NOT NULL,
                file TEXT NOT NULL,
                first_moment INTEGER NOT NULL,
                last_moment INTEGER NOT NULL,
                visits INTEGER NOT NULL,
                events INTEGER NOT NULL,
                PRIMARY KEY (generation, day)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE report_rollup (
                generation INTEGER NOT NULL REFERENCES report_generation (generation) ON DELETE CASCADE,
                dimensions TEXT NOT NULL,
                grain TEXT NOT NULL,
                start INTEGER NOT NULL,
                groups BLOB NOT NULL,
                PRIMARY KEY (generation, dimensions, grain, start)
            ) STRICT;
            """)

    private static let saved = Migration(
        "reporting-0003-saved",
        sql: """
            CREATE TABLE saved_report (
                id TEXT PRIMARY KEY,
                site TEXT NOT NULL,
                title TEXT NOT NULL,
                question TEXT NOT NULL,
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL,
                snapshots INTEGER NOT NULL DEFAULT 0
            ) STRICT;
            CREATE TABLE report_snapshot (
                report TEXT NOT NULL REFERENCES saved_report (id) ON DELETE CASCADE,
                number INTEGER NOT NULL,
                taken_at INTEGER NOT NULL,
                watermark INTEGER NOT NULL,
                exact INTEGER NOT NULL,
                row_count INTEGER NOT NULL,
                content BLOB NOT NULL,
                PRIMARY KEY (report, number)
            ) STRICT;
            """)

    /// `due_at` is when something of a row is to be tried next.
    private static let schedules = Migration(
        "reporting-0004-schedules",
        sql: """
            CREATE TABLE report_schedule (
                id TEXT PRIMARY KEY,
                report TEXT NOT NULL,
                name TEXT NOT NULL,
                definition TEXT NOT NULL,
                revision INTEGER NOT NULL,
                state TEXT NOT NULL,
                problem TEXT,
                attempts INTEGER NOT NULL DEFAULT 0,
                due_at INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL
            ) STRICT;
            CREATE UNIQUE INDEX report_schedule_name ON report_schedule (report, name) WHERE state <> 'deleting';
            CREATE INDEX report_schedule_due ON report_schedule (due_at) WHERE state IN ('pending', 'deleting');
            CREATE TABLE report_run (
                schedule TEXT NOT NULL REFERENCES report_schedule (id) ON DELETE CASCADE,
                firing TEXT NOT NULL,
                scheduled_at INTEGER NOT NULL,
                state TEXT NOT NULL,
                snapshot INTEGER,
                problem TEXT,
                attempts INTEGER NOT NULL DEFAULT 0,
                due_at INTEGER NOT NULL,
                PRIMARY KEY (schedule, firing)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX report_run_due ON report_run (due_at) WHERE state = 'running';
            CREATE INDEX report_run_time ON report_run (schedule, scheduled_at);
            CREATE TABLE report_delivery (
                schedule TEXT NOT NULL,
                firing TEXT NOT NULL,
                destination INTEGER NOT NULL,
                format TEXT NOT NULL,
                target TEXT NOT NULL,
                state TEXT NOT NULL,
                attempts INTEGER NOT NULL DEFAULT 0,
                due_at INTEGER NOT NULL,
                address TEXT,
                bytes INTEGER,
                sha256 TEXT,
                problem TEXT,
                delivered_at INTEGER,
                PRIMARY KEY (schedule, firing, destination, format),
                FOREIGN KEY (schedule, firing) REFERENCES report_run (schedule, firing) ON DELETE CASCADE
            ) STRICT, WITHOUT ROWID;
            """)

    /// `scope` says of what the sums are; other ones take their place.
    private static let standing = Migration(
        "reporting-0006-standing",
        sql: """
            CREATE TABLE report_standing (
                generation INTEGER NOT NULL REFERENCES report_generation (generation) ON DELETE CASCADE,
                dimensions TEXT NOT NULL,
                scope TEXT NOT NULL,
                groups BLOB NOT NULL,
                PRIMARY KEY (generation, dimensions)
            ) STRICT;
            """)

    /// Up to when sums of weeks are gathered, in milliseconds since 1970; null where none are, as in all that was there before.
    private static let weeks = Migration(
        "reporting-0005-weeks", sql: "ALTER TABLE report_generation ADD COLUMN gathered_to INTEGER;")
}
