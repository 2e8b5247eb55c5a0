import Foundation
package import GRDB
package import MeshCore

/// Messages on their way out, kept in the transaction of the change they tell of, so that neither is without the other.
package struct Outbox: Sendable {
    /// What happens when more messages wait than should.
    package enum Retention: Sendable, Equatable {
        /// Changes are refused with ``StoreError/overloaded(limit:)``: for messages that nobody may miss.
        case refuse(beyond: Int)
        /// The oldest are dropped: for messages that only save receivers a look.
        case dropOldest(beyond: Int)
    }

    /// Makes its tables; goes into the service's list of migrations.
    package static let migration = Migration(
        "mesh-outbox-1",
        sql: """
            CREATE TABLE mesh_outbox (
                sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                id TEXT NOT NULL,
                topic TEXT NOT NULL,
                key TEXT NOT NULL,
                payload BLOB NOT NULL,
                created_at INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE mesh_outbox_rejected (
                sequence INTEGER PRIMARY KEY,
                id TEXT NOT NULL,
                topic TEXT NOT NULL,
                key TEXT NOT NULL,
                payload BLOB NOT NULL,
                created_at INTEGER NOT NULL,
                rejected_at INTEGER NOT NULL,
                reason TEXT NOT NULL
            ) STRICT;
            """)

    /// Rejected messages that are kept for inspection; beyond that the oldest go.
    package static let rejectedLimit = 10_000

    let retention: Retention

    package init(retention: Retention) {
        self.retention = retention
    }

    /// Adds a message in the transaction of the change.
    ///
    /// - Parameters:
    ///   - id: The message's identity.
    ///   - topic: What it is about.
    ///   - key: The entity it is about.
    ///   - payload: The message.
    ///   - now: The wall clock.
    ///   - db: The write's database.
    /// - Throws: ``StoreError/overloaded(limit:)`` under ``Retention/refuse(beyond:)``; `DatabaseError`.
    package func append(
        id: String, topic: String, key: String, payload: [UInt8], at now: Timestamp, _ db: Database
    ) throws {
        try db.cachedStatement(
            sql: "INSERT INTO mesh_outbox (id, topic, key, payload, created_at) VALUES (?, ?, ?, ?, ?)"
        )
        .execute(arguments: [id, topic, key, Data(payload), now.milliseconds])
        try retain(db)
    }

    /// Does what the retention asks for after messages were added.
    func retain(_ db: Database) throws {
        let last = db.lastInsertedRowID
        let oldest = try Int64.fetchOne(db.cachedStatement(sql: "SELECT min(sequence) FROM mesh_outbox")) ?? last
        switch retention {
        case .refuse(let limit) where last - oldest >= Int64(limit):
            throw StoreError.overloaded(limit: limit)
        case .dropOldest(let limit) where last - oldest >= Int64(limit):
            try Self.remove(through: last - Int64(limit), db)
        case .refuse, .dropOldest:
            break
        }
    }

    /// The messages that have waited longest.
    ///
    /// - Throws: `DatabaseError`.
    package static func oldest(_ count: Int, _ db: Database) throws -> [OutboxMessage] {
        let statement = try db.cachedStatement(
            sql: "SELECT sequence, id, topic, key, payload, created_at FROM mesh_outbox ORDER BY sequence LIMIT ?")
        return try Row.fetchAll(statement, arguments: [count]).map { row in
            OutboxMessage(
                sequence: row[0], id: row[1], topic: row[2], key: row[3], payload: Array(row[4] as Data),
                createdAt: Timestamp(milliseconds: row[5]))
        }
    }

    /// Removes what has been published.
    ///
    /// - Parameter last: The sequence of the last message to go.
    /// - Throws: `DatabaseError`.
    package static func remove(through last: Int64, _ db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM mesh_outbox WHERE sequence <= ?").execute(arguments: [last])
    }

    /// Sets a message aside that its receiver will never take.
    static func reject(_ rejection: OutboxRejection, at now: Timestamp, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO mesh_outbox_rejected
                SELECT sequence, id, topic, key, payload, created_at, ?, ? FROM mesh_outbox WHERE sequence = ?
                """, arguments: [now.milliseconds, rejection.reason, rejection.sequence])
        try db.execute(
            sql: """
                DELETE FROM mesh_outbox_rejected WHERE sequence <=
                (SELECT sequence FROM mesh_outbox_rejected ORDER BY sequence DESC LIMIT 1 OFFSET ?)
                """, arguments: [rejectedLimit])
    }
}
