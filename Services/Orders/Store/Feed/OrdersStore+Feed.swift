import Foundation
import GRDB
import MeshCore
import MeshStore
import OrdersAPI

extension OrdersStore {
    /// The bytes of events on one page of a feed: a workflow's state holds twice as many.
    private static let pageBytes = 96 << 10

    /// What happened to orders behind the place up to which a reader is done.
    ///
    /// - Parameters:
    ///   - reader: Its name.
    ///   - since: Where one begins that has not said yet how far it has come: with what happened at this time or later.
    ///   - limit: The most events; there are fewer where they are large, but for one.
    /// - Throws: `StoreError`.
    func feed(of reader: String, since: Timestamp?, limit: Int) async throws -> OrderFeedPage {
        try await store.read { db in
            let end =
                try Int64.fetchOne(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'mesh_outbox'") ?? 0
            let start = try Self.place(of: reader, since: since, end: end, db)
            let rows = try Row.fetchCursor(
                db.cachedStatement(
                    sql: """
                        SELECT sequence, payload FROM mesh_outbox WHERE sequence > ? AND topic >= 'order.' AND topic < 'order/'
                        ORDER BY sequence LIMIT ?
                        """), arguments: [start, limit + 1])
            var items: [OrderEvent] = []
            var position = start
            var bytes = 0
            while let row = try rows.next() {
                let payload: Data = row["payload"]
                bytes += payload.count
                if items.count == limit || !items.isEmpty && bytes > Self.pageBytes {
                    return OrderFeedPage(items: items, position: position, hasMore: true)
                }
                items.append(try StoredJSON.value(String(decoding: payload, as: UTF8.self), of: "mesh_outbox"))
                position = row["sequence"]
            }
            return OrderFeedPage(items: items, position: max(end, start), hasMore: false)
        }
    }

    /// Notes how far a reader has come. Nobody goes back: of two that say so at once, the one behind changes nothing.
    ///
    /// - Returns: Where it is then.
    /// - Throws: `StoreError`.
    func move(_ reader: String, to position: Int64) async throws -> Int64 {
        try await store.write { [clock] db in
            try db.execute(
                sql: """
                    INSERT INTO feed_reader (name, position, moved_at) VALUES (?, ?, ?)
                    ON CONFLICT DO UPDATE SET position = excluded.position, moved_at = excluded.moved_at
                    WHERE excluded.position > position
                    """, arguments: [reader, position, clock.now().milliseconds])
            return try Int64.fetchOne(db, sql: "SELECT position FROM feed_reader WHERE name = ?", arguments: [reader])
                ?? position
        }
    }

    private static func place(of reader: String, since: Timestamp?, end: Int64, _ db: Database) throws -> Int64 {
        let known = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT position FROM feed_reader WHERE name = ?"), arguments: [reader])
        if let known { return known }
        guard let since else { return 0 }
        let first = try Int64.fetchOne(
            db, sql: "SELECT min(sequence) FROM mesh_outbox WHERE created_at >= ?", arguments: [since.milliseconds])
        return first.map { $0 - 1 } ?? end
    }
}
