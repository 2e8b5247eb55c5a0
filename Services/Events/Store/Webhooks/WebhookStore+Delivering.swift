import EventLog
import EventsAPI
import GRDB
import MeshCore
import MeshStore

/// What deliveries read and write. Each write is that of a lease's holder, who is refused when another has taken over; and it
/// is done only while the lane is where the delivery has begun, so that a place that was set anew stays so.
extension WebhookStore {
    /// The lanes that have something to do: of active webhooks, at no end, and not waiting to be tried again.
    ///
    /// - Parameters:
    ///   - share: Which of `shares` parts of the webhooks.
    func dueLanes(of share: Int, among shares: Int, at now: Timestamp) throws -> [WebhookLane.Key] {
        try store.fastRead { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT lane.webhook, lane.topic, lane.partition FROM webhook_lane AS lane
                        JOIN webhook ON webhook.id = lane.webhook
                        WHERE webhook.state = ? AND webhook.id % ? = ? AND (lane.next_at IS NULL OR lane.next_at <= ?)
                            AND (lane.end_position IS NULL OR lane.position < lane.end_position)
                        """),
                arguments: [WebhookState.active.rawValue, shares, share, now.milliseconds]
            ).map { try Self.key($0[0], $0[1], $0[2]) }
        }
    }

    /// A lane, when it has something to do; see ``dueLanes(of:among:at:)``.
    func due(_ key: WebhookLane.Key, at now: Timestamp) throws -> WebhookLane? {
        try store.fastRead { db in
            guard
                let webhook = try Row.fetchOne(
                    db.cachedStatement(sql: "SELECT \(Self.columns) FROM webhook WHERE id = ?"),
                    arguments: [key.webhook]
                ).map(Self.webhook), webhook.state == .active, let lane = try Self.lane(key, db)
            else { return nil }
            let isWaiting = lane.nextAttemptAt.map { now < $0 } ?? false
            let isAtEnd = lane.end.map { lane.position >= $0 } ?? false
            return isWaiting || isAtEnd ? nil : lane
        }
    }

    /// Moves a lane on, over records that nobody wants or behind one that is done.
    ///
    /// - Parameter result: What became of the record; nil when there was none to deliver.
    /// - Returns: Whether the lane was where it was thought to be.
    /// - Throws: `StoreError/leaseLost`.
    func advance(
        _ key: WebhookLane.Key, from position: Int64, to next: Int64, _ result: LaneResult?, by lease: Lease,
        at now: Timestamp
    ) async throws -> Bool {
        try await store.write { db in
            try Leases.guardWrite(by: lease, db)
            try db.cachedStatement(
                sql: """
                    UPDATE webhook_lane SET position = ?, attempts = 0, next_at = NULL
                    WHERE webhook = ? AND topic = ? AND partition = ? AND position = ?
                    """
            ).execute(arguments: [
                next, key.webhook, key.place.topic.description, key.place.partition, position,
            ])
            guard db.changesCount > 0 else { return false }
            try Self.note(result, of: key.webhook, at: now, db)
            return true
        }
    }

    /// Remembers a failed attempt at the record of a position.
    ///
    /// - Parameters:
    ///   - position: Where the lane was.
    ///   - record: Where the record stands: records before it are done with.
    ///   - attempts: How many there have been.
    ///   - next: When the next is.
    /// - Returns: Whether the lane was where it was thought to be.
    /// - Throws: `StoreError/leaseLost`.
    func retry(
        _ key: WebhookLane.Key, from position: Int64, at record: Int64, attempts: Int, next: Timestamp, error: String,
        by lease: Lease, now: Timestamp
    ) async throws -> Bool {
        try await store.write { db in
            try Leases.guardWrite(by: lease, db)
            try db.cachedStatement(
                sql: """
                    UPDATE webhook_lane SET position = ?, attempts = ?, next_at = ?
                    WHERE webhook = ? AND topic = ? AND partition = ? AND position = ?
                    """
            ).execute(arguments: [
                record, attempts, next.milliseconds, key.webhook, key.place.topic.description, key.place.partition,
                position,
            ])
            guard db.changesCount > 0 else { return false }
            try Self.noteFailure(error, of: key.webhook, at: now, db)
            return true
        }
    }

    /// Disables a webhook.
    ///
    /// - Throws: `StoreError/leaseLost`.
    func end(_ webhook: Int64, _ ending: WebhookEnding, error: String, by lease: Lease, at now: Timestamp) async throws
    {
        try await store.write { db in
            try Leases.guardWrite(by: lease, db)
            try db.cachedStatement(sql: "UPDATE webhook SET state = ? WHERE id = ? AND state = ?")
                .execute(arguments: [ending.state.rawValue, webhook, WebhookState.active.rawValue])
            try Self.noteFailure(error, of: webhook, at: now, db)
        }
    }

    private static func note(_ result: LaneResult?, of webhook: Int64, at now: Timestamp, _ db: Database) throws {
        switch result {
        case nil: break
        case .delivered:
            try db.cachedStatement(
                sql: """
                    UPDATE webhook SET delivered = delivered + 1, delivered_at = ?, failing_since = NULL WHERE id = ?
                    """
            ).execute(arguments: [now.milliseconds, webhook])
        case .undelivered(let error):
            try noteFailure(error, of: webhook, at: now, db)
            try db.cachedStatement(sql: "UPDATE webhook SET undelivered = undelivered + 1 WHERE id = ?")
                .execute(arguments: [webhook])
        }
    }

    private static func noteFailure(_ error: String, of webhook: Int64, at now: Timestamp, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                UPDATE webhook SET error = ?, error_at = ?, failing_since = coalesce(failing_since, ?) WHERE id = ?
                """
        ).execute(arguments: [error, now.milliseconds, now.milliseconds, webhook])
    }
}
