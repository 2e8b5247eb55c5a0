import MeshStore

/// The tables of the orchestrator, in the order in which they landed.
enum OrchestratorSchema {
    static let migrations =
        [definitions, executions, mapRuns, shards] + ScheduleSchema.migrations + [requests, ages, holds, ends]

    /// A revision never changes and stays as long as its state machine. Settings and routes are JSON. Numbers are never
    /// used again: caches and executions go by them.
    private static let definitions = Migration(
        "orchestrator-0001-definitions",
        sql: """
            CREATE TABLE state_machine (
                number INTEGER PRIMARY KEY AUTOINCREMENT,
                name TEXT NOT NULL UNIQUE,
                type TEXT NOT NULL,
                revision INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                deleting INTEGER NOT NULL DEFAULT 0
            ) STRICT;
            CREATE TABLE revision (
                number INTEGER PRIMARY KEY AUTOINCREMENT,
                machine INTEGER NOT NULL REFERENCES state_machine (number) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
                id TEXT,
                definition TEXT NOT NULL,
                settings TEXT NOT NULL,
                created_at INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX revision_machine ON revision (machine);
            CREATE TABLE version (
                machine INTEGER NOT NULL REFERENCES state_machine (number) ON DELETE CASCADE,
                number INTEGER NOT NULL,
                revision INTEGER NOT NULL,
                description TEXT,
                created_at INTEGER NOT NULL,
                deleted INTEGER NOT NULL DEFAULT 0,
                PRIMARY KEY (machine, number)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE alias (
                machine INTEGER NOT NULL REFERENCES state_machine (number) ON DELETE CASCADE,
                name TEXT NOT NULL,
                description TEXT,
                routes TEXT NOT NULL,
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL,
                PRIMARY KEY (machine, name)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE activity (
                number INTEGER PRIMARY KEY AUTOINCREMENT,
                name TEXT NOT NULL UNIQUE,
                created_at INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE tag (
                resource TEXT NOT NULL,
                key TEXT NOT NULL,
                value TEXT NOT NULL,
                PRIMARY KEY (resource, key)
            ) STRICT, WITHOUT ROWID;
            """)

    /// An execution's row is written when it starts and when it ends; what changes in between stands beside it. Texts of
    /// which the column may hold either are TEXT when they are short, and else the BLOB of their SHA-256 in `payload`.
    /// `timer`, `task` and `mail` are what somebody must still do: whoever holds the shard.
    private static let executions = Migration(
        "orchestrator-0002-executions",
        sql: """
            CREATE TABLE execution (
                number INTEGER PRIMARY KEY,
                shard INTEGER NOT NULL,
                machine INTEGER NOT NULL,
                machine_name TEXT NOT NULL,
                label TEXT NOT NULL DEFAULT '',
                name TEXT NOT NULL,
                revision INTEGER NOT NULL,
                version INTEGER,
                alias TEXT,
                kind INTEGER NOT NULL,
                status INTEGER NOT NULL,
                map_run INTEGER,
                item INTEGER,
                item_count INTEGER,
                parent INTEGER,
                parent_task INTEGER,
                started_at INTEGER NOT NULL,
                stopped_at INTEGER,
                input ANY NOT NULL,
                output ANY,
                error TEXT,
                cause TEXT,
                trace_header TEXT,
                redrive_count INTEGER NOT NULL DEFAULT 0,
                redriven_at INTEGER
            ) STRICT;
            CREATE UNIQUE INDEX execution_name ON execution (machine_name, label, name);
            CREATE INDEX execution_machine ON execution (machine, number);
            CREATE INDEX execution_running ON execution (machine, number) WHERE status = 0;
            CREATE INDEX execution_map_run ON execution (map_run, item) WHERE map_run IS NOT NULL;
            CREATE INDEX execution_express ON execution (shard) WHERE kind = 1 AND status = 0;
            CREATE TABLE execution_state (
                execution INTEGER PRIMARY KEY REFERENCES execution (number) ON DELETE CASCADE,
                shard INTEGER NOT NULL,
                state BLOB NOT NULL,
                more INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX execution_more ON execution_state (shard) WHERE more = 1;
            CREATE TABLE payload (
                execution INTEGER NOT NULL REFERENCES execution (number) ON DELETE CASCADE,
                hash BLOB NOT NULL,
                bytes BLOB NOT NULL
            ) STRICT;
            CREATE UNIQUE INDEX payload_hash ON payload (execution, hash);
            CREATE TABLE history (
                execution INTEGER NOT NULL REFERENCES execution (number) ON DELETE CASCADE,
                first INTEGER NOT NULL,
                last INTEGER NOT NULL,
                events BLOB NOT NULL,
                PRIMARY KEY (execution, first)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE timer (
                execution INTEGER NOT NULL REFERENCES execution (number) ON DELETE CASCADE,
                id INTEGER NOT NULL,
                shard INTEGER NOT NULL,
                due_at INTEGER NOT NULL,
                PRIMARY KEY (execution, id)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX timer_due ON timer (shard, due_at);
            CREATE TABLE task (
                execution INTEGER NOT NULL REFERENCES execution (number) ON DELETE CASCADE,
                id INTEGER NOT NULL,
                shard INTEGER NOT NULL,
                phase INTEGER NOT NULL,
                activity INTEGER,
                token TEXT,
                task_order BLOB NOT NULL,
                PRIMARY KEY (execution, id)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX task_pending ON task (shard, execution) WHERE phase = 0;
            CREATE UNIQUE INDEX task_token ON task (token) WHERE token IS NOT NULL;
            CREATE INDEX task_activity ON task (activity, execution, id) WHERE phase = 2;
            CREATE TABLE mail (
                number INTEGER PRIMARY KEY AUTOINCREMENT,
                shard INTEGER NOT NULL,
                execution INTEGER NOT NULL,
                content BLOB NOT NULL
            ) STRICT;
            CREATE INDEX mail_shard ON mail (shard, number);
            """)

    /// Items that have no execution yet are told by `next`; who they are the parent's state tells again.
    private static let mapRuns = Migration(
        "orchestrator-0003-map-runs",
        sql: """
            CREATE TABLE map_run (
                number INTEGER PRIMARY KEY,
                id TEXT NOT NULL,
                execution INTEGER NOT NULL REFERENCES execution (number) ON DELETE CASCADE,
                run INTEGER NOT NULL,
                machine_name TEXT NOT NULL,
                label TEXT NOT NULL,
                state_name TEXT NOT NULL,
                status INTEGER NOT NULL,
                started_at INTEGER NOT NULL,
                stopped_at INTEGER,
                redriven_at INTEGER,
                progress TEXT NOT NULL,
                UNIQUE (machine_name, label, id),
                UNIQUE (execution, run)
            ) STRICT;
            CREATE TABLE map_item (
                map_run INTEGER NOT NULL REFERENCES map_run (number) ON DELETE CASCADE,
                item INTEGER NOT NULL,
                item_count INTEGER NOT NULL,
                status INTEGER NOT NULL,
                input TEXT NOT NULL,
                output TEXT,
                error TEXT,
                cause TEXT,
                PRIMARY KEY (map_run, item)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX map_item_status ON map_item (map_run, status, item);
            """)

    /// Executions belong to a shard, and a shard to one instance at a time.
    private static let shards = Migration(
        "orchestrator-0004-shards",
        sql: """
            CREATE TABLE shard (
                number INTEGER PRIMARY KEY,
                owner TEXT,
                fence INTEGER NOT NULL DEFAULT 0
            ) STRICT;
            CREATE TABLE instance (
                owner TEXT PRIMARY KEY,
                bell TEXT NOT NULL,
                seen_at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            INSERT INTO shard (number) VALUES (0), (1), (2), (3), (4), (5), (6), (7);
            """)

    /// `redrive_token` holds the requests by which executions went on, each for a quarter of an hour. The index finds the
    /// executions that tasks wait for.
    private static let requests = Migration(
        "orchestrator-0005-requests",
        sql: """
            CREATE TABLE redrive_token (
                execution INTEGER NOT NULL REFERENCES execution (number) ON DELETE CASCADE,
                token TEXT NOT NULL,
                redriven_at INTEGER NOT NULL,
                PRIMARY KEY (execution, token)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX execution_parent ON execution (parent) WHERE parent IS NOT NULL AND status = 0;
            """)

    /// Ended executions are removed by their age, and map runs that are to be taken up again are few among many.
    private static let ages = Migration(
        "orchestrator-0006-ages",
        sql: """
            CREATE INDEX execution_stopped ON execution (stopped_at) WHERE stopped_at IS NOT NULL;
            CREATE INDEX map_run_open ON map_run (execution) WHERE status < 2;
            """)

    /// Which task has a key, or a place within the limit of a target, and the instance that does it; which instances were
    /// refused it, so that they take turns; how many tasks a target takes now that has a rate.
    private static let holds = Migration(
        "orchestrator-0007-holds",
        sql: """
            CREATE TABLE dispatch_hold (
                name TEXT NOT NULL,
                execution INTEGER NOT NULL,
                task INTEGER NOT NULL,
                owner TEXT NOT NULL,
                PRIMARY KEY (name, execution, task)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX dispatch_hold_owner ON dispatch_hold (owner);
            CREATE TABLE dispatch_wait (
                name TEXT NOT NULL,
                owner TEXT NOT NULL,
                since INTEGER NOT NULL,
                seen_at INTEGER NOT NULL,
                PRIMARY KEY (name, owner)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE dispatch_rate (
                name TEXT PRIMARY KEY,
                tokens REAL NOT NULL,
                filled_at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            """)

    /// Map runs that did not end well are looked through at each recovery for items that run still.
    private static let ends = Migration(
        "orchestrator-0008-ends",
        sql: "CREATE INDEX map_run_broken ON map_run (number) WHERE status > 2;")
}
