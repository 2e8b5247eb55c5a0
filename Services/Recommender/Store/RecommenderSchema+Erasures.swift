import MeshStore

extension RecommenderSchema {
    static let erasures = Migration(
        "recommender-0004-erasures",
        sql: """
            -- Who was erased: what is told of them later, by what had begun before, is not kept.
            CREATE TABLE recommender_erased (
                person TEXT PRIMARY KEY,
                erased_at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            """)
}
