import MeshStore

/// The tables of what is told of the shop. A migration that has landed never changes.
enum InsightSchema {
    static let insights = Migration(
        "recommender-0002-insights",
        sql: """
            CREATE TABLE insight_run (
                number INTEGER PRIMARY KEY,
                run TEXT NOT NULL UNIQUE,
                state TEXT NOT NULL,
                started_at INTEGER NOT NULL,
                finished_at INTEGER,
                data_through INTEGER,
                checksum TEXT
            ) STRICT;
            CREATE UNIQUE INDEX insight_run_live ON insight_run (state) WHERE state = 'live';
            CREATE TABLE insight_result (
                run TEXT NOT NULL REFERENCES insight_run (run) ON DELETE CASCADE,
                kind TEXT NOT NULL,
                document TEXT NOT NULL,
                PRIMARY KEY (run, kind)
            ) STRICT, WITHOUT ROWID;
            -- The items in their order; `facet` is what a list can be narrowed by.
            CREATE TABLE insight_item (
                run TEXT NOT NULL,
                kind TEXT NOT NULL,
                place INTEGER NOT NULL,
                key TEXT NOT NULL,
                facet TEXT,
                document TEXT NOT NULL,
                PRIMARY KEY (run, kind, place),
                FOREIGN KEY (run, kind) REFERENCES insight_result (run, kind) ON DELETE CASCADE
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX insight_item_key ON insight_item (kind, key, run);
            CREATE INDEX insight_item_facet ON insight_item (run, kind, facet, place) WHERE facet IS NOT NULL;
            -- What became of suggested prices: one row for each SKU that ever had one accepted.
            CREATE TABLE insight_price (
                sku TEXT NOT NULL COLLATE NOCASE PRIMARY KEY,
                document TEXT NOT NULL
            ) STRICT, WITHOUT ROWID;
            """)
}
