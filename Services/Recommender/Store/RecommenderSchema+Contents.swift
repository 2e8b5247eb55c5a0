import MeshStore

extension RecommenderSchema {
    static let contents = Migration(
        "recommender-0005-contents",
        sql: """
            -- What products are, by their terms; empty for what is gone. Whoever has read up to a revision reads on behind it.
            CREATE TABLE recommender_content (
                item INTEGER PRIMARY KEY,
                revision INTEGER NOT NULL,
                terms TEXT NOT NULL
            ) STRICT;
            CREATE INDEX recommender_content_revision ON recommender_content (revision);
            -- What the catalog has told before is taken again, for what it says of contents.
            UPDATE recommender_product SET version = 0;
            """)
}
