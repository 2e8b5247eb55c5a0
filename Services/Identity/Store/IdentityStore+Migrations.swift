import MeshStore

extension IdentityStore {
    /// Frozen once landed: a change is a further migration (docs/add-a-migration.md).
    static let migrations: [Migration] = [accounts, sessions, keys, trail, administrators]

    private static let accounts = Migration(
        "identity-0001-accounts",
        sql: """
            CREATE TABLE account (
                id TEXT NOT NULL PRIMARY KEY,
                kind TEXT NOT NULL CHECK (kind IN ('person', 'operator')),
                email TEXT,
                email_key TEXT UNIQUE,
                name TEXT,
                password_hash TEXT,
                roles TEXT NOT NULL,
                created_at INTEGER NOT NULL,
                CHECK ((kind = 'person') = (email IS NOT NULL AND email_key IS NOT NULL AND password_hash IS NOT NULL))
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX account_operator ON account (kind) WHERE kind = 'operator';
            CREATE TABLE familiar_source (
                account_id TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
                source_key BLOB NOT NULL,
                seen_at INTEGER NOT NULL,
                PRIMARY KEY (account_id, source_key)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX familiar_source_age ON familiar_source (seen_at);
            CREATE TABLE login_counter (
                scope INTEGER NOT NULL,
                key BLOB NOT NULL,
                failures INTEGER NOT NULL,
                last_failure_at INTEGER NOT NULL,
                blocked_until INTEGER,
                PRIMARY KEY (scope, key)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX login_counter_age ON login_counter (last_failure_at);
            """)

    private static let sessions = Migration(
        "identity-0002-sessions",
        sql: """
            CREATE TABLE session (
                id TEXT NOT NULL PRIMARY KEY,
                account_id TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
                nonce BLOB NOT NULL,
                generation INTEGER NOT NULL,
                token_hash BLOB NOT NULL,
                created_at INTEGER NOT NULL,
                rotated_at INTEGER NOT NULL,
                expires_at INTEGER NOT NULL,
                source TEXT,
                user_agent TEXT,
                ended_at INTEGER,
                end_reason TEXT,
                CHECK ((ended_at IS NULL) = (end_reason IS NULL))
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX session_of_account ON session (account_id, rotated_at) WHERE ended_at IS NULL;
            CREATE INDEX session_expiry ON session (expires_at);
            CREATE INDEX session_end ON session (ended_at) WHERE ended_at IS NOT NULL;
            """)

    private static let keys = Migration(
        "identity-0003-keys",
        sql: """
            CREATE TABLE api_key (
                id TEXT NOT NULL PRIMARY KEY,
                account_id TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
                name TEXT NOT NULL,
                kind TEXT NOT NULL CHECK (kind IN ('bearer', 'aws')),
                secret_hash BLOB UNIQUE,
                access_key_id TEXT UNIQUE,
                secret_sealed BLOB,
                hint TEXT,
                scopes TEXT NOT NULL,
                created_at INTEGER NOT NULL,
                expires_at INTEGER NOT NULL,
                last_used_at INTEGER,
                CHECK ((kind = 'bearer') = (secret_hash IS NOT NULL)),
                CHECK ((kind = 'aws') = (access_key_id IS NOT NULL AND secret_sealed IS NOT NULL))
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX api_key_of_account ON api_key (account_id, id);
            CREATE INDEX api_key_expiry ON api_key (expires_at);
            CREATE TABLE signing_key (
                id TEXT NOT NULL PRIMARY KEY,
                private_sealed BLOB NOT NULL,
                created_at INTEGER NOT NULL,
                activates_at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            """)

    private static let trail = Migration(
        "identity-0004-audit",
        sql: """
            CREATE TABLE audit_entry (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                at INTEGER NOT NULL,
                event TEXT NOT NULL,
                account_id TEXT,
                source TEXT,
                user_agent TEXT,
                detail TEXT
            ) STRICT;
            CREATE INDEX audit_entry_age ON audit_entry (at);
            CREATE INDEX audit_entry_account ON audit_entry (account_id, at) WHERE account_id IS NOT NULL;
            """)

    private static let administrators = Migration(
        "identity-0005-administrators",
        sql: "CREATE INDEX account_administrators ON account (id) WHERE instr(roles, 'admin') > 0")
}
