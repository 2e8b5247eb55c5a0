import FoundationEssentials
import GRDB
import IdentityAPI
import MeshCore
import MeshStore

extension IdentityStore {
    /// Keeps a new key, unless its account has too many that are good still.
    ///
    /// - Throws: `IdentityError.tooManyKeys`, `claimLost`.
    func insertKey(_ record: APIKeyRecord, limit: Int, entry: AuditEntry, kept: KeptAnswer?) async throws {
        try await store.write { db in
            let count = try Int.fetchOne(
                db, sql: "SELECT count(*) FROM api_key WHERE account_id = ? AND expires_at > ?",
                arguments: [record.account.description, record.createdAt.milliseconds])
            guard count ?? 0 < limit else { throw IdentityError.tooManyKeys(limit: limit) }
            try record.insert(db)
            try entry.insert(db)
            try kept?.keep(db)
        }
    }

    /// The keys of an account, the newest first, expired ones included until they are swept.
    func keys(of account: Account.ID, limit: Int) async throws -> [APIKeyRecord] {
        try await store.read { db in
            try APIKeyRecord.fetchAll(
                db, sql: "SELECT * FROM api_key WHERE account_id = ? ORDER BY id DESC LIMIT ?",
                arguments: [account.description, limit])
        }
    }

    /// A key with its account, by the hash of its secret.
    func key(secretHash: [UInt8]) throws -> (APIKeyRecord, AccountRecord)? {
        try keyAndAccount("SELECT * FROM api_key WHERE secret_hash = ?", [Data(secretHash)])
    }

    /// A key with its account, by its access key id.
    func key(accessKeyID: String) throws -> (APIKeyRecord, AccountRecord)? {
        try keyAndAccount("SELECT * FROM api_key WHERE access_key_id = ?", [accessKeyID])
    }

    /// Forgets a key of an account.
    ///
    /// - Returns: Whether there was one.
    func deleteKey(_ id: APIKey.ID, of account: Account.ID, entry: AuditEntry) async throws -> Bool {
        try await store.write { db in
            try db.execute(
                sql: "DELETE FROM api_key WHERE id = ? AND account_id = ?",
                arguments: [id.description, account.description])
            guard db.changesCount == 1 else { return false }
            try entry.insert(db)
            return true
        }
    }

    /// Writes when keys were last used. A later time that another instance wrote stays.
    func recordUses(_ uses: [APIKey.ID: Timestamp]) async throws {
        guard !uses.isEmpty else { return }
        try await store.write { db in
            let statement = try db.cachedStatement(
                sql: "UPDATE api_key SET last_used_at = max(coalesce(last_used_at, 0), ?) WHERE id = ?")
            for (id, time) in uses { try statement.execute(arguments: [time.milliseconds, id.description]) }
        }
    }

    private func keyAndAccount(_ sql: String, _ arguments: StatementArguments) throws -> (APIKeyRecord, AccountRecord)?
    {
        try store.fastRead { db in
            guard let key = try APIKeyRecord.fetchOne(db.cachedStatement(sql: sql), arguments: arguments),
                let account = try AccountRecord.find(key.account, db)
            else { return nil }
            return (key, account)
        }
    }
}
