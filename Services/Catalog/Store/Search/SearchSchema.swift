import MeshStore

/// What the search needs in the catalog's store, and the tables of its own file.
enum SearchSchema {
    /// The index is no longer SQLite's. New products are followed by their numbers, which are never used twice; a queue tells
    /// of those that changed or went, whoever changed them.
    static let queue = Migration(
        "catalog-search-0001-queue",
        sql: """
            DROP TRIGGER product_search_insert;
            DROP TRIGGER product_search_delete;
            DROP TRIGGER product_search_update;
            DROP TABLE product_search;
            CREATE TABLE search_queue (
                sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                number INTEGER NOT NULL,
                product_id TEXT NOT NULL
            ) STRICT;
            CREATE TRIGGER search_queue_update AFTER UPDATE ON product BEGIN
                INSERT INTO search_queue (number, product_id) VALUES (new.number, new.id);
            END;
            CREATE TRIGGER search_queue_delete AFTER DELETE ON product BEGIN
                INSERT INTO search_queue (number, product_id) VALUES (old.number, old.id);
            END;
            CREATE TABLE search_synonyms (
                only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
                document TEXT NOT NULL,
                version INTEGER NOT NULL
            ) STRICT;
            """)

    /// The index's own file: which segments it has, which of their documents are gone, and how far it has come.
    static let index = [
        Migration(
            "search-0001-segments",
            sql: """
                CREATE TABLE search_segment (
                    file TEXT PRIMARY KEY NOT NULL,
                    documents INTEGER NOT NULL,
                    deleted_count INTEGER NOT NULL,
                    deleted BLOB NOT NULL
                ) STRICT, WITHOUT ROWID;
                CREATE TABLE search_position (
                    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
                    format INTEGER NOT NULL,
                    number INTEGER NOT NULL,
                    sequence INTEGER NOT NULL
                ) STRICT;
                """),
        Leases.migration,
    ]
}
