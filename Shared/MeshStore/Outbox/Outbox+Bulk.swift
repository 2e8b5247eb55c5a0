package import GRDB
package import MeshCore

extension Outbox {
    /// A message of many.
    package struct Draft: Sendable {
        fileprivate let values: BulkValues

        package init(id: String, key: String, payload: [UInt8]) {
            var values = BulkValues()
            values.bind(id)
            values.bind(key)
            values.bind(payload)
            self.values = values
        }
    }

    /// Adds many messages of one topic in the transaction of their changes, and looks after the retention once. Under
    /// ``Retention/dropOldest(beyond:)`` those that would go again at once are not written at all.
    ///
    /// - Throws: ``StoreError/overloaded(limit:)`` under ``Retention/refuse(beyond:)``; `DatabaseError`.
    package func append(_ messages: [Draft], topic: String, at now: Timestamp, _ db: Database) throws {
        var kept = messages[...]
        if case .dropOldest(let limit) = retention { kept = kept.suffix(limit) }
        var rows = try BulkInsert(into: "mesh_outbox (created_at, topic, id, key, payload)", columns: 5, db)
        var shared = BulkValues()
        shared.bind(now.milliseconds)
        shared.bind(topic)
        for message in kept {
            rows.bind(shared)
            rows.bind(message.values)
            try rows.endRow(db)
        }
        try rows.finish(db)
        if !kept.isEmpty { try retain(db) }
    }
}
