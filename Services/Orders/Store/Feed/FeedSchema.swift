import MeshStore

/// The table of who reads orders' events, and how far each has come.
enum FeedSchema {
    static let migrations = [readers]

    private static let readers = Migration(
        "orders-0007-feed-readers",
        sql: """
            CREATE TABLE feed_reader (
                name TEXT PRIMARY KEY,
                position INTEGER NOT NULL,
                moved_at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            """)
}
