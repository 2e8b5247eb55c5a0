import GRDB
import MeshCore
import MeshStore
import NotifierAPI

extension NotifierStore {
    /// Removes what was done with before a moment, and what was put into inboxes before one.
    ///
    /// - Parameter limit: How many of each at most.
    /// - Returns: How many there were of what there was more of.
    /// - Throws: `StoreError`.
    func sweep(deliveriesBefore end: Timestamp, inboxBefore inboxEnd: Timestamp, limit: Int) async throws -> Int {
        try await store.write { db in
            let old = try String.fetchAll(
                db,
                sql: """
                    SELECT id FROM notifier_delivery
                    WHERE finished_at IS NOT NULL AND finished_at < ? AND state != 'pending' LIMIT ?
                    """, arguments: [end.milliseconds, limit])
            for id in old { try Self.forget(delivery: id, db) }
            try db.execute(
                sql: """
                    DELETE FROM notifier_inbox WHERE sequence IN
                        (SELECT sequence FROM notifier_inbox WHERE created_at < ? LIMIT ?)
                    """, arguments: [inboxEnd.milliseconds, limit])
            let items = db.changesCount
            try db.execute(
                sql: "DELETE FROM notifier_digest WHERE closed_at IS NOT NULL AND closed_at < ?",
                arguments: [end.milliseconds])
            try db.execute(
                sql: "DELETE FROM notifier_alert WHERE resolved_at IS NOT NULL AND resolved_at < ?",
                arguments: [end.milliseconds])
            return max(old.count, items)
        }
    }

    /// Removes a delivery with what it says and what was decided about it.
    static func forget(delivery id: String, _ db: Database) throws {
        for table in ["notifier_content", "notifier_decision", "notifier_release"] {
            try db.cachedStatement(sql: "DELETE FROM \(table) WHERE delivery = ?").execute(arguments: [id])
        }
        try db.cachedStatement(sql: "DELETE FROM notifier_delivery WHERE id = ?").execute(arguments: [id])
    }

    /// What waits on each channel: how many, and since when the first one of them is due.
    ///
    /// - Throws: `StoreError`.
    func queues() async throws -> [NotificationChannel: (count: Int, due: Timestamp)] {
        try await store.read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT channel, count(*) AS count, min(due_at) AS due FROM notifier_delivery
                    WHERE state = 'pending' GROUP BY channel
                    """)
            return rows.reduce(into: [:]) { queues, row in
                guard let channel = NotificationChannel(rawValue: row["channel"]) else { return }
                queues[channel] = (row["count"], Timestamp(milliseconds: row["due"]))
            }
        }
    }
}
