package import MeshStore

/// The tables of our own log, in the order in which they landed.
package enum EventLogSchema {
    package static let migrations = [topics, groups]

    /// Settings are JSON. Epochs come from one counter and are never used again, so that a topic that is made anew under
    /// an old name shares no file with the old one. A segment without a length is the one that its
    /// owner writes to; the producers' ledger is that at the end of the segment before it.
    private static let topics = Migration(
        "event-log-0001-topics",
        sql: """
            CREATE TABLE log_counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
            INSERT INTO log_counter (name, value) VALUES ('epoch', 0), ('producer', 0);
            CREATE TABLE log_instance (
                name TEXT PRIMARY KEY,
                renewed_at INTEGER NOT NULL,
                term INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE log_topic (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                name TEXT NOT NULL UNIQUE,
                settings TEXT NOT NULL,
                created_at INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE log_partition (
                topic INTEGER NOT NULL REFERENCES log_topic (id) ON DELETE CASCADE,
                number INTEGER NOT NULL,
                epoch INTEGER NOT NULL DEFAULT 0,
                owner TEXT,
                start_offset INTEGER NOT NULL DEFAULT 0,
                compacted_offset INTEGER NOT NULL DEFAULT 0,
                producers BLOB NOT NULL DEFAULT x'',
                PRIMARY KEY (topic, number)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE log_segment (
                topic INTEGER NOT NULL,
                partition INTEGER NOT NULL,
                base_offset INTEGER NOT NULL,
                epoch INTEGER NOT NULL,
                revision INTEGER NOT NULL DEFAULT 0,
                opened_at INTEGER NOT NULL,
                length INTEGER,
                next_offset INTEGER,
                maximum_timestamp INTEGER,
                PRIMARY KEY (topic, partition, base_offset, epoch),
                FOREIGN KEY (topic, partition) REFERENCES log_partition (topic, number) ON DELETE CASCADE
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE log_damage (
                topic INTEGER NOT NULL,
                partition INTEGER NOT NULL,
                first_offset INTEGER NOT NULL,
                next_offset INTEGER NOT NULL,
                reason TEXT NOT NULL,
                found_at INTEGER NOT NULL,
                PRIMARY KEY (topic, partition, first_offset),
                FOREIGN KEY (topic, partition) REFERENCES log_partition (topic, number) ON DELETE CASCADE
            ) STRICT, WITHOUT ROWID
            """)

    /// Commits go with their topic; the generation of a group says whose commits are taken.
    private static let groups = Migration(
        "event-log-0002-groups",
        sql: """
            CREATE TABLE log_group (name TEXT PRIMARY KEY, generation INTEGER NOT NULL) STRICT, WITHOUT ROWID;
            CREATE TABLE log_commit (
                consumer TEXT NOT NULL REFERENCES log_group (name) ON DELETE CASCADE,
                topic INTEGER NOT NULL,
                partition INTEGER NOT NULL,
                next_offset INTEGER NOT NULL,
                note TEXT NOT NULL,
                PRIMARY KEY (consumer, topic, partition),
                FOREIGN KEY (topic, partition) REFERENCES log_partition (topic, number) ON DELETE CASCADE
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX log_commit_partition ON log_commit (topic, partition)
            """)
}
