import GRDB
import IdentityAPI
import MeshCore
import MeshStore

extension IdentityStore {
    /// What a presented refresh token led to.
    enum RefreshOutcome: Sendable {
        /// The session, with this generation current, and its account as it is now.
        case granted(SessionRecord, AccountRecord)
        /// A token was used again: the session has been ended.
        case reuse
        case refused
    }

    /// A session by its id.
    func session(_ id: Session.ID) throws -> SessionRecord? {
        try store.fastRead { db in try SessionRecord.find(id, db) }
    }

    /// Rotates a session's refresh token, or does what else the rule orders, in one transaction: of many who present one token at
    /// once, in any number of processes, one rotates.
    ///
    /// - Parameters:
    ///   - token: What was presented, proven to be ours.
    ///   - rotate: Makes the row of the next generation. It must be pure: it may run twice.
    ///   - decide: The rule.
    ///   - entry: The line of the trail if a token was used again.
    func refresh(
        _ token: RefreshToken, decide: @escaping @Sendable (RefreshRotation) -> RefreshRotation.Decision,
        rotate: @escaping @Sendable (SessionRecord, UInt32) -> SessionRecord,
        entry: @escaping @Sendable (SessionRecord) -> AuditEntry
    ) async throws -> RefreshOutcome {
        try await store.write { db in
            guard let session = try SessionRecord.find(token.session, db),
                let account = try AccountRecord.find(session.account, db)
            else { return .refused }
            switch decide(session.rotation) {
            case .rotate(let generation):
                let next = rotate(session, generation)
                try next.saveRotation(db)
                return .granted(next, account)
            case .repeatSuccessor:
                return .granted(session, account)
            case .revokeForReuse:
                let line = entry(session)
                if try SessionRecord.end(session.id, reason: .reuse, at: line.at, db) { try line.insert(db) }
                return .reuse
            case .refuse:
                return .refused
            }
        }
    }

    /// Ends a session of an account.
    ///
    /// - Returns: Whether it was live until now.
    func endSession(_ id: Session.ID, of account: Account.ID, reason: EndReason, entry: AuditEntry) async throws -> Bool
    {
        try await store.write { db in
            guard try SessionRecord.find(id, db)?.account == account,
                try SessionRecord.end(id, reason: reason, at: entry.at, db)
            else { return false }
            try entry.insert(db)
            return true
        }
    }

    /// The live sessions of an account, the last renewed first.
    func sessions(of account: Account.ID, at now: Timestamp) async throws -> [SessionRecord] {
        try await store.read { db in
            try SessionRecord.fetchAll(
                db,
                sql: """
                    SELECT * FROM session WHERE account_id = ? AND ended_at IS NULL AND expires_at > ?
                    ORDER BY rotated_at DESC, id DESC
                    """, arguments: [account.description, now.milliseconds])
        }
    }
}
