import MeshStore

extension RecommenderSchema {
    static let experiments = Migration(
        "recommender-experiments-0001",
        sql: """
            CREATE TABLE recommender_experiment (
                name TEXT PRIMARY KEY,
                state TEXT NOT NULL,
                started_at INTEGER,
                -- Until then, what is done may be an outcome of what was shown; NULL while it runs.
                awaited_until INTEGER,
                document TEXT NOT NULL
            ) STRICT, WITHOUT ROWID;
            -- Who was answered by which variant, with the chances by which that was so.
            CREATE TABLE recommender_exposure (
                number INTEGER PRIMARY KEY,
                experiment TEXT NOT NULL,
                run INTEGER NOT NULL,
                variant TEXT NOT NULL,
                unit TEXT NOT NULL,
                device TEXT,
                at INTEGER NOT NULL,
                propensity REAL NOT NULL,
                items BLOB NOT NULL,
                arm TEXT,
                arm_item INTEGER,
                arm_propensity REAL,
                -- When an arm without an outcome has failed; NULL once it has failed or succeeded.
                arm_due INTEGER,
                arm_outcome INTEGER,
                clicked INTEGER NOT NULL DEFAULT 0,
                carted INTEGER NOT NULL DEFAULT 0,
                purchased INTEGER NOT NULL DEFAULT 0
            ) STRICT;
            CREATE INDEX recommender_exposure_unit ON recommender_exposure (unit, at);
            CREATE INDEX recommender_exposure_device ON recommender_exposure (device, at) WHERE device IS NOT NULL;
            CREATE INDEX recommender_exposure_due ON recommender_exposure (arm_due) WHERE arm_due IS NOT NULL;
            CREATE INDEX recommender_exposure_at ON recommender_exposure (at);
            CREATE INDEX recommender_exposure_run ON recommender_exposure (experiment, run, number);
            -- The same in sums, by which variants are compared.
            CREATE TABLE recommender_unit (
                experiment TEXT NOT NULL,
                run INTEGER NOT NULL,
                unit TEXT NOT NULL,
                variant TEXT NOT NULL,
                exposures INTEGER NOT NULL,
                clicks INTEGER NOT NULL DEFAULT 0,
                carts INTEGER NOT NULL DEFAULT 0,
                purchases INTEGER NOT NULL DEFAULT 0,
                PRIMARY KEY (experiment, run, unit, variant)
            ) STRICT, WITHOUT ROWID;
            -- What was done, until the answer is found that it belongs to.
            CREATE TABLE recommender_outcome (
                number INTEGER PRIMARY KEY,
                person TEXT NOT NULL,
                item INTEGER NOT NULL,
                metric TEXT NOT NULL,
                at INTEGER NOT NULL,
                kept_at INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE recommender_arm (
                experiment TEXT NOT NULL,
                run INTEGER NOT NULL,
                variant TEXT NOT NULL,
                arm TEXT NOT NULL,
                shown INTEGER NOT NULL DEFAULT 0,
                successes INTEGER NOT NULL DEFAULT 0,
                failures INTEGER NOT NULL DEFAULT 0,
                PRIMARY KEY (experiment, run, variant, arm)
            ) STRICT, WITHOUT ROWID;
            """)
}
