import GRDB
import MeshCore
import MeshStore

/// Which events of dead letters have been taken by a replay, for good: the log knows repetitions for a day only.
struct ReplayStore: Sendable {
    let store: Store

    static let migration = Migration(
        "events-0006-replays",
        sql: """
            CREATE TABLE replayed_event (
                topic INTEGER NOT NULL,
                position INTEGER NOT NULL,
                item INTEGER NOT NULL,
                PRIMARY KEY (topic, position, item)
            ) STRICT, WITHOUT ROWID
            """)

    /// What was taken of some letters.
    ///
    /// - Parameters:
    ///   - topic: The topic's id, which tells it from an earlier one of its name.
    ///   - offsets: Which letters.
    func taken(of topic: Int64, in offsets: Range<Int64>) async throws -> Set<ReplayedEvent> {
        try await store.read { db in
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: "SELECT position, item FROM replayed_event WHERE topic = ? AND position >= ? AND position < ?"),
                arguments: [topic, offsets.lowerBound, offsets.upperBound])
            return Set(rows.map { ReplayedEvent(offset: $0[0], item: $0[1]) })
        }
    }

    /// Remembers events as taken, and forgets those of letters that the log does not keep any more.
    func take(_ events: [ReplayedEvent], of topic: Int64, keptFrom earliest: Int64) async throws {
        try await store.write { db in
            try db.cachedStatement(sql: "DELETE FROM replayed_event WHERE topic <> ? OR position < ?")
                .execute(arguments: [topic, earliest])
            for event in events {
                try db.cachedStatement(
                    sql: "INSERT OR IGNORE INTO replayed_event (topic, position, item) VALUES (?, ?, ?)"
                ).execute(arguments: [topic, event.offset, event.item])
            }
        }
    }
}
