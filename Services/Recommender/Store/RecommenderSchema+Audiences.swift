import MeshStore

extension RecommenderSchema {
    static let audiences = Migration(
        "recommender-0006-audiences",
        sql: """
            -- Segments, and how much their members deal with, as of a moment; `items` counts the rows below.
            CREATE TABLE recommender_audience (
                number INTEGER PRIMARY KEY,
                name TEXT NOT NULL UNIQUE,
                items INTEGER NOT NULL,
                recent REAL NOT NULL,
                past REAL NOT NULL,
                at INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE recommender_audience_count (
                audience INTEGER NOT NULL REFERENCES recommender_audience (number) ON DELETE CASCADE,
                item INTEGER NOT NULL,
                recent REAL NOT NULL,
                past REAL NOT NULL,
                at INTEGER NOT NULL,
                PRIMARY KEY (audience, item)
            ) STRICT, WITHOUT ROWID;
            """)
}
