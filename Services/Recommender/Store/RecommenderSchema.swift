import MeshStore

/// The tables of the recommender. A migration that has landed never changes.
enum RecommenderSchema {
    static let fileName = "recommender.sqlite"

    static let migrations = [
        recommendations, Leases.migration, InsightSchema.insights, trainingRuns, experiments, gorse,
        erasures, contents, audiences,
    ]

    private static let trainingRuns = Migration(
        "recommender-0003-training-runs",
        sql: """
            -- The execution of the workflow that trains a version; null where an instance does.
            ALTER TABLE recommender_model ADD COLUMN run TEXT;
            ALTER TABLE recommender_model ADD COLUMN begun_at INTEGER;
            CREATE UNIQUE INDEX recommender_model_run ON recommender_model (run) WHERE run IS NOT NULL;
            """)

    private static let recommendations = Migration(
        "recommender-0001-recommendations",
        sql: """
            -- How far each partition of the log was counted: it moves in the transaction of what it has counted.
            CREATE TABLE recommender_cursor (
                topic TEXT NOT NULL,
                partition INTEGER NOT NULL,
                next_offset INTEGER NOT NULL,
                PRIMARY KEY (topic, partition)
            ) STRICT, WITHOUT ROWID;
            -- Items have numbers, by which models know them, from their first signal or their product on.
            CREATE TABLE recommender_item (
                number INTEGER PRIMARY KEY,
                name TEXT NOT NULL UNIQUE COLLATE NOCASE,
                same_as INTEGER
            ) STRICT;
            CREATE INDEX recommender_item_same ON recommender_item (same_as) WHERE same_as IS NOT NULL;
            -- Other names of a product: its id, and the numbers of its variants.
            CREATE TABLE recommender_alias (
                name TEXT NOT NULL COLLATE NOCASE PRIMARY KEY,
                item INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX recommender_alias_item ON recommender_alias (item);
            CREATE TABLE recommender_product (
                item INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                sku TEXT NOT NULL,
                title TEXT NOT NULL,
                category TEXT NOT NULL,
                amount INTEGER NOT NULL,
                currency TEXT NOT NULL,
                active INTEGER NOT NULL,
                version INTEGER NOT NULL,
                created_at INTEGER NOT NULL
            ) STRICT;
            -- What can be bought: the SKUs under which a product is sold, and of which there are any.
            CREATE TABLE recommender_sold_as (
                sku TEXT NOT NULL COLLATE NOCASE PRIMARY KEY,
                item INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX recommender_sold_as_item ON recommender_sold_as (item);
            CREATE TABLE recommender_in_stock (
                sku TEXT NOT NULL COLLATE NOCASE PRIMARY KEY
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE recommender_feed (
                name TEXT PRIMARY KEY,
                position INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE recommender_profile (
                person TEXT PRIMARY KEY,
                updated_at INTEGER NOT NULL,
                interests BLOB NOT NULL
            ) STRICT;
            CREATE INDEX recommender_profile_updated ON recommender_profile (updated_at);
            -- Two counts of each item that halve with time, as of a moment.
            CREATE TABLE recommender_count (
                item INTEGER PRIMARY KEY,
                recent REAL NOT NULL,
                past REAL NOT NULL,
                at INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE recommender_basket (
                id TEXT PRIMARY KEY,
                at INTEGER NOT NULL,
                items BLOB NOT NULL
            ) STRICT;
            CREATE INDEX recommender_basket_at ON recommender_basket (at);
            CREATE TABLE recommender_model (
                version INTEGER PRIMARY KEY AUTOINCREMENT,
                state TEXT NOT NULL,
                created_at INTEGER NOT NULL,
                attempts INTEGER NOT NULL DEFAULT 0,
                file TEXT,
                document TEXT NOT NULL
            ) STRICT;
            CREATE UNIQUE INDEX recommender_model_live ON recommender_model (state) WHERE state = 'live';
            -- Counts the changes of what instances keep in memory.
            CREATE TABLE recommender_revision (
                name TEXT PRIMARY KEY,
                number INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            """)
}
