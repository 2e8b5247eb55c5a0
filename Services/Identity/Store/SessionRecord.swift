import FoundationEssentials
import GRDB
import IdentityAPI
import MeshCore

/// A row of `session`.
struct SessionRecord: Sendable, Equatable {
    let id: Session.ID
    let account: Account.ID
    /// 256 random bits that make the session's refresh tokens its own.
    let nonce: [UInt8]
    var generation: UInt32
    /// SHA-256 of the live refresh token's secret.
    var tokenHash: [UInt8]
    let createdAt: Timestamp
    var rotatedAt: Timestamp
    var expiresAt: Timestamp
    let source: String?
    let userAgent: String?
    var endedAt: Timestamp?

    /// The part that the rule of rotation looks at.
    var rotation: RefreshRotation {
        RefreshRotation(generation: generation, rotatedAt: rotatedAt, expiresAt: expiresAt, isRevoked: endedAt != nil)
    }

    /// The session as its owner sees it.
    func session(isCurrent: Bool) -> Session {
        Session(
            id: id, createdAt: createdAt, refreshedAt: rotatedAt, expiresAt: expiresAt, source: source,
            userAgent: userAgent,
            isCurrent: isCurrent)
    }
}

extension SessionRecord: FetchableRecord {
    init(row: Row) throws {
        id = try row.id("id")
        account = try row.id("account_id")
        nonce = Array(row["nonce"] as Data)
        generation = UInt32(truncatingIfNeeded: row["generation"] as Int64)
        tokenHash = Array(row["token_hash"] as Data)
        createdAt = Timestamp(milliseconds: row["created_at"])
        rotatedAt = Timestamp(milliseconds: row["rotated_at"])
        expiresAt = Timestamp(milliseconds: row["expires_at"])
        source = row["source"]
        userAgent = row["user_agent"]
        endedAt = row.timestamp("ended_at")
    }

    static func find(_ id: Session.ID, _ db: Database) throws -> SessionRecord? {
        let statement = try db.cachedStatement(sql: "SELECT * FROM session WHERE id = ?")
        return try fetchOne(statement, arguments: [id.description])
    }

    func insert(_ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO session (id, account_id, nonce, generation, token_hash, created_at, rotated_at, expires_at, source, user_agent)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(
            arguments: [
                id.description, account.description, Data(nonce), Int64(generation), Data(tokenHash),
                createdAt.milliseconds,
                rotatedAt.milliseconds, expiresAt.milliseconds, source, userAgent,
            ])
    }

    /// Writes what a rotation changed.
    func saveRotation(_ db: Database) throws {
        try db.cachedStatement(
            sql: "UPDATE session SET generation = ?, token_hash = ?, rotated_at = ?, expires_at = ? WHERE id = ?"
        ).execute(
            arguments: [
                Int64(generation), Data(tokenHash), rotatedAt.milliseconds, expiresAt.milliseconds, id.description,
            ])
    }

    /// Ends a session that is live.
    static func end(_ id: Session.ID, reason: EndReason, at now: Timestamp, _ db: Database) throws -> Bool {
        try db.cachedStatement(sql: "UPDATE session SET ended_at = ?, end_reason = ? WHERE id = ? AND ended_at IS NULL")
            .execute(arguments: [now.milliseconds, reason.rawValue, id.description])
        return db.changesCount == 1
    }
}
