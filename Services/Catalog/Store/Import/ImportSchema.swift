import MeshStore

/// The tables of imports.
enum ImportSchema {
    /// How far an import has come is written with the rows that brought it there.
    static let imports = Migration(
        "catalog-0006-imports",
        sql: """
            CREATE TABLE import_job (
                number INTEGER PRIMARY KEY AUTOINCREMENT,
                id TEXT NOT NULL UNIQUE,
                format TEXT NOT NULL,
                mode TEXT NOT NULL,
                state TEXT NOT NULL,
                header TEXT,
                bytes INTEGER NOT NULL,
                lines INTEGER NOT NULL,
                fingerprint INTEGER NOT NULL,
                rows INTEGER NOT NULL,
                created INTEGER NOT NULL,
                updated INTEGER NOT NULL,
                unchanged INTEGER NOT NULL,
                failed INTEGER NOT NULL,
                started_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE import_failure (
                job INTEGER NOT NULL,
                line INTEGER NOT NULL,
                sku TEXT,
                errors TEXT NOT NULL,
                PRIMARY KEY (job, line)
            ) STRICT, WITHOUT ROWID;
            """)
}
