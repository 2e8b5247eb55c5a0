import MeshStore

extension RecommenderSchema {
    static let gorse = Migration(
        "recommender-gorse-0001",
        sql: """
            -- What clients of Gorse's API have put in.
            CREATE TABLE gorse_item (
                id TEXT PRIMARY KEY,
                number INTEGER NOT NULL,
                hidden INTEGER NOT NULL,
                categories TEXT NOT NULL,
                labels TEXT NOT NULL,
                at INTEGER,
                comment TEXT NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE gorse_user (
                id TEXT PRIMARY KEY,
                labels TEXT NOT NULL,
                subscribe TEXT NOT NULL,
                comment TEXT NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE gorse_feedback (
                type TEXT NOT NULL,
                user TEXT NOT NULL,
                item TEXT NOT NULL,
                value REAL NOT NULL,
                at INTEGER,
                comment TEXT NOT NULL,
                PRIMARY KEY (type, user, item)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX gorse_feedback_user ON gorse_feedback (user, item);
            CREATE INDEX gorse_feedback_item ON gorse_feedback (item, user);
            """)
}
