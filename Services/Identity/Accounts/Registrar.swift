import IdentityAPI
import MeshCore

/// Opens accounts and says what they may be.
struct Registrar: Sendable {
    let store: IdentityStore
    let hasher: PasswordHasher
    let clock: any WallClock

    /// Opens an account for a person, with the role `user`.
    ///
    /// That an address is taken is said plainly: a person who forgot their account must learn it, and whoever wants to know can
    /// find out by registering in any case.
    ///
    /// - Parameters:
    ///   - request: What the person typed.
    ///   - source: From where.
    ///   - keeping: Makes the answer that is kept for a repetition of the request; nil when none is to be.
    /// - Throws: ``IdentityError``; `StoreError`.
    func register(
        _ request: CreateAccount, from source: RequestSource, keeping: KeptAnswer.Maker<Account>? = nil
    ) async throws -> Account {
        guard let email = EmailAddress(request.email) else { throw IdentityError.invalidEmail }
        if let refusal = PasswordPolicy.refusal(of: request.password, for: email) {
            throw IdentityError.passwordRefused(refusal)
        }
        // Asked before the costly hash; the unique index decides in the end.
        guard try !store.hasAccount(email) else { throw IdentityError.emailTaken }
        let hash = try await hasher.hash(request.password)
        let now = clock.now()
        let record = AccountRecord(
            id: .make(), email: email, name: request.name, passwordHash: hash, roles: [.user], createdAt: now)
        try await store.insertAccount(
            record, entry: AuditEntry(.accountCreated, at: now, account: record.id, source: source),
            kept: try await keeping?(record.account))
        return record.account
    }

    /// An account by its id.
    ///
    /// - Throws: `IdentityError.accountNotFound`; `StoreError`.
    func account(_ id: Account.ID) throws -> Account {
        guard let record = try store.account(id) else { throw IdentityError.accountNotFound }
        return record.account
    }

    /// Erases a person's account with all that belongs to it. Done again, it changes nothing.
    ///
    /// - Throws: `StoreError`.
    func erase(_ id: Account.ID) async throws -> ErasedAccount {
        let entry = AuditEntry(.accountErased, at: clock.now(), account: id, source: .mesh)
        return ErasedAccount(account: id, wasThere: try await store.eraseAccount(id, entry: entry))
    }

    /// Gives an account exactly these roles. Tokens that are out keep theirs until they expire.
    ///
    /// - Parameters:
    ///   - id: Whose.
    ///   - roles: What it may be from now on.
    ///   - administrator: Who orders it.
    /// - Throws: `IdentityError.ownAdminRole`, so that the last administrator cannot leave by mistake; `accountNotFound`.
    func setRoles(
        of id: Account.ID, to roles: Set<Role>, by administrator: Account.ID, from source: RequestSource
    ) async throws -> Account {
        guard id != administrator || roles.contains(.admin) else { throw IdentityError.ownAdminRole }
        let entry = AuditEntry(
            .rolesChanged, at: clock.now(), account: id, source: source,
            detail: "to \(AccountRecord.text(roles)) by \(administrator)")
        return try await store.setRoles(roles, of: id, entry: entry).account
    }
}
