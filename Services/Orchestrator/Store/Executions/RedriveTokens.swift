import GRDB
import MeshCore
import MeshStore

/// The requests by which executions went on, so that one that comes again does nothing again.
enum RedriveTokens {
    /// AWS knows a request for so long, and the last so many of an execution.
    private static let life: Duration = .seconds(15 * 60)
    private static let most = 10

    static let findSQL = "SELECT redriven_at FROM redrive_token WHERE execution = ? AND token = ? AND redriven_at > ?"

    /// Keeps a request, and forgets those that are too old or too many.
    ///
    /// - Throws: `DatabaseError`.
    static func keep(_ token: String, of execution: Int64, at now: Timestamp, _ db: Database) throws {
        try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO redrive_token (execution, token, redriven_at) VALUES (?, ?, ?)"
        )
        .execute(arguments: [execution, token, now.milliseconds])
        try db.cachedStatement(
            sql: """
                DELETE FROM redrive_token WHERE execution = ?1 AND (redriven_at <= ?2 OR token NOT IN (
                    SELECT token FROM redrive_token WHERE execution = ?1 ORDER BY redriven_at DESC LIMIT ?3))
                """
        ).execute(arguments: [execution, (now - life).milliseconds, most])
    }

    /// When the execution went on by a request; nil when it did not, or too long ago.
    ///
    /// - Throws: `DatabaseError`.
    static func moment(of token: String, _ execution: Int64, at now: Timestamp, _ db: Database) throws -> Timestamp? {
        try Int64.fetchOne(
            db.cachedStatement(sql: findSQL), arguments: [execution, token, (now - life).milliseconds]
        ).map(Timestamp.init(milliseconds:))
    }
}
