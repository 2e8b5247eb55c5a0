import GRDB
import IdentityAPI
import MeshCore
import MeshStore

extension IdentityStore {
    /// Keeps a new person's account.
    ///
    /// - Throws: `IdentityError.emailTaken` when another account has the address; `claimLost`.
    func insertAccount(_ record: AccountRecord, entry: AuditEntry, kept: KeptAnswer?) async throws {
        try await store.write { db in
            do {
                try db.execute(
                    sql: """
                        INSERT INTO account (id, kind, email, email_key, name, password_hash, roles, created_at)
                        VALUES (?, 'person', ?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        record.id.description, record.email?.text, record.email?.key, record.name,
                        record.passwordHash?.description, AccountRecord.text(record.roles),
                        record.createdAt.milliseconds,
                    ])
            } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE {
                throw IdentityError.emailTaken
            }
            try entry.insert(db)
            try kept?.keep(db)
        }
    }

    /// Whether an address has an account.
    func hasAccount(_ email: EmailAddress) throws -> Bool {
        try store.fastRead { db in
            let statement = try db.cachedStatement(sql: "SELECT 1 FROM account WHERE email_key = ?")
            return try Row.fetchOne(statement, arguments: [email.key]) != nil
        }
    }

    /// The account of an address.
    func account(email: EmailAddress) throws -> AccountRecord? {
        try store.fastRead { db in
            let statement = try db.cachedStatement(sql: "SELECT * FROM account WHERE email_key = ?")
            return try AccountRecord.fetchOne(statement, arguments: [email.key])
        }
    }

    /// An account by its id.
    func account(_ id: Account.ID) throws -> AccountRecord? {
        try store.fastRead { db in try AccountRecord.find(id, db) }
    }

    /// Gives an account other roles, and tells the trail.
    ///
    /// - Throws: `IdentityError.accountNotFound`.
    func setRoles(_ roles: Set<Role>, of id: Account.ID, entry: AuditEntry) async throws -> AccountRecord {
        try await store.write { db in
            try db.execute(
                sql: "UPDATE account SET roles = ? WHERE id = ? AND kind = 'person'",
                arguments: [AccountRecord.text(roles), id.description])
            guard db.changesCount == 1, let record = try AccountRecord.find(id, db) else {
                throw IdentityError.accountNotFound
            }
            try entry.insert(db)
            return record
        }
    }

    /// Replaces a password's hash by one of another cost, unless the password was changed meanwhile.
    func replacePasswordHash(of id: Account.ID, from old: PasswordHash, to new: PasswordHash) async throws {
        try await store.write { db in
            try db.execute(
                sql: "UPDATE account SET password_hash = ? WHERE id = ? AND password_hash = ?",
                arguments: [new.description, id.description, old.description])
        }
    }

    /// The operator's account, made on first use: who works through the supervisor, without an address or a password.
    ///
    /// - Parameters:
    ///   - proposed: The id that a new account gets.
    ///   - entry: Makes the line of the trail from the account's id; nil when there is nothing to tell.
    func operatorAccount(
        proposed: Account.ID, at now: Timestamp, entry: (@Sendable (Account.ID) -> AuditEntry)? = nil
    ) async throws -> Account.ID {
        try await store.write { db in
            try db.execute(
                sql: """
                    INSERT INTO account (id, kind, name, roles, created_at) VALUES (?, 'operator', 'Operator', ?, ?)
                    ON CONFLICT DO NOTHING
                    """, arguments: [proposed.description, AccountRecord.text(Set(Role.allCases)), now.milliseconds])
            // Who gets tokens of every role may make keys of every role; accounts of before had one role only.
            try db.execute(
                sql: "UPDATE account SET roles = ?1 WHERE kind = 'operator' AND roles <> ?1",
                arguments: [AccountRecord.text(Set(Role.allCases))])
            guard let row = try Row.fetchOne(db, sql: "SELECT id FROM account WHERE kind = 'operator'") else {
                throw IdentityError.damagedRow("the operator's account is missing")
            }
            let id: Account.ID = try row.id("id")
            try entry?(id).insert(db)
            return id
        }
    }
}

extension AccountRecord {
    static func find(_ id: Account.ID, _ db: Database) throws -> AccountRecord? {
        let statement = try db.cachedStatement(sql: "SELECT * FROM account WHERE id = ?")
        return try fetchOne(statement, arguments: [id.description])
    }
}
