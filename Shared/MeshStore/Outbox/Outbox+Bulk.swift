package import GRDB
package import MeshCore

extension Outbox {
    /// A message of many.
    package struct Draft: Sendable {
        package let id: String
        package let key: String
        package let payload: [UInt8]

        package init(id: String, key: String, payload: [UInt8]) {
            self.id = id
            self.key = key
            self.payload = payload
        }
    }

    /// Adds many messages of one topic in the transaction of their changes, and looks after the retention once. Under
    /// ``Retention/dropOldest(beyond:)`` those that would go again at once are not written at all.
    ///
    /// - Throws: ``StoreError/overloaded(limit:)`` under ``Retention/refuse(beyond:)``; `DatabaseError`.
    package func append(_ messages: [Draft], topic: String, at now: Timestamp, _ db: Database) throws {
        var kept = messages[...]
        if case .dropOldest(let limit) = retention { kept = kept.suffix(limit) }
        var statement = try BulkStatement(
            "INSERT INTO mesh_outbox (id, topic, key, payload, created_at) VALUES (?, ?, ?, ?, ?)", db)
        for message in kept {
            statement.bind(message.id)
            statement.bind(topic)
            statement.bind(message.key)
            statement.bind(message.payload)
            statement.bind(now.milliseconds)
            try statement.run(db)
        }
        if !kept.isEmpty { try retain(db) }
    }
}
