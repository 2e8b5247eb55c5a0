import Foundation
import GRDB
import MeshCore

/// The statements over `mesh_idempotency`.
enum IdempotencyTable {
    static func record(
        _ key: IdempotencyKey, _ protection: AnswerProtection, _ db: Database
    ) throws -> IdempotencyRecord? {
        let statement = try db.cachedStatement(
            sql:
                "SELECT fingerprint, began_at, expires_at, answer, owner FROM mesh_idempotency WHERE scope = ? AND key = ?"
        )
        guard let row = try Row.fetchOne(statement, arguments: [key.scope, key.value]) else { return nil }
        let state: IdempotencyRecord.State
        if let answer = row[3] as Data? {
            let json = Data(try protection.open(Array(answer), key))
            state = .done(try JSONDecoder().decode(StoredAnswer.self, from: json))
        } else {
            state = .running(since: Timestamp(milliseconds: row[1]), owner: row[4])
        }
        return IdempotencyRecord(
            fingerprint: RequestFingerprint(bytes: Array(row[0] as Data)), state: state,
            expiresAt: Timestamp(milliseconds: row[2]))
    }

    static func claim(
        _ key: IdempotencyKey, _ fingerprint: RequestFingerprint, by owner: String, at now: Timestamp,
        expiresAt: Timestamp, _ db: Database
    ) throws -> IdempotencyClaim {
        let statement = try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO mesh_idempotency (scope, key, fingerprint, began_at, expires_at, owner)
                VALUES (?, ?, ?, ?, ?, ?)
                """)
        try statement.execute(arguments: [
            key.scope, key.value, Data(fingerprint.bytes), now.milliseconds, expiresAt.milliseconds, owner,
        ])
        return IdempotencyClaim(key: key, number: db.lastInsertedRowID)
    }

    static func restart(_ key: IdempotencyKey, at now: Timestamp, _ db: Database) throws {
        try db.cachedStatement(sql: "UPDATE mesh_idempotency SET began_at = ? WHERE scope = ? AND key = ?")
            .execute(arguments: [now.milliseconds, key.scope, key.value])
    }

    static func finish(
        _ claim: IdempotencyClaim, with answer: StoredAnswer, _ protection: AnswerProtection, expiresAt: Timestamp,
        _ db: Database
    ) throws -> Bool {
        let sealed = Data(try protection.seal(Array(try JSONEncoder().encode(answer)), claim.key))
        let statement = try db.cachedStatement(
            sql: """
                UPDATE mesh_idempotency SET answer = ?, expires_at = ?
                WHERE scope = ? AND key = ? AND sequence = ? AND answer IS NULL
                """)
        try statement.execute(arguments: [
            sealed, expiresAt.milliseconds, claim.key.scope, claim.key.value, claim.number,
        ])
        return db.changesCount == 1
    }

    static func remove(_ claim: IdempotencyClaim, _ db: Database) throws -> Bool {
        try db.cachedStatement(
            sql: "DELETE FROM mesh_idempotency WHERE scope = ? AND key = ? AND sequence = ? AND answer IS NULL"
        ).execute(arguments: [claim.key.scope, claim.key.value, claim.number])
        return db.changesCount == 1
    }

    /// Keys have one retention, so the order of rows is nearly that of their expiry.
    static func removeOldest(beyond limit: Int, _ db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM mesh_idempotency WHERE sequence <= ? AND answer IS NOT NULL")
            .execute(arguments: [db.lastInsertedRowID - Int64(limit)])
    }

    static func removeExpired(at now: Timestamp, limit: Int, _ db: Database) throws -> Int {
        try db.cachedStatement(
            sql: """
                DELETE FROM mesh_idempotency WHERE sequence IN
                (SELECT sequence FROM mesh_idempotency WHERE expires_at <= ? ORDER BY expires_at LIMIT ?)
                """
        ).execute(arguments: [now.milliseconds, limit])
        return db.changesCount
    }
}
