import EventLog
import EventsAPI
import GRDB
import MeshCore
import MeshStore
import WebhookCalls

/// The webhooks of all topics, and how far they have come. All instances read and write them.
struct WebhookStore: Sendable {
    let store: Store

    static let columns = """
        id, topic, topic_id, name, settings, secrets, state, failing_since, delivered_at, error, error_at, delivered,
        undelivered, created_at, updated_at
        """

    // A lane is a partition: of the topic itself, or, while dead letters are delivered again, of theirs, up to an end.
    static let migration = Migration(
        "events-0007-webhooks",
        sql: """
            CREATE TABLE webhook (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                topic TEXT NOT NULL,
                topic_id INTEGER NOT NULL,
                name TEXT NOT NULL,
                settings TEXT NOT NULL,
                secrets TEXT NOT NULL,
                state TEXT NOT NULL,
                failing_since INTEGER,
                delivered_at INTEGER,
                error TEXT,
                error_at INTEGER,
                delivered INTEGER NOT NULL DEFAULT 0,
                undelivered INTEGER NOT NULL DEFAULT 0,
                created_at INTEGER NOT NULL,
                updated_at INTEGER NOT NULL,
                UNIQUE (topic, name)
            ) STRICT;
            CREATE TABLE webhook_lane (
                webhook INTEGER NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
                topic TEXT NOT NULL,
                partition INTEGER NOT NULL,
                position INTEGER NOT NULL,
                end_position INTEGER,
                attempts INTEGER NOT NULL DEFAULT 0,
                next_at INTEGER,
                PRIMARY KEY (webhook, topic, partition)
            ) STRICT, WITHOUT ROWID;
            """)

    /// A webhook; nil when the topic has none of this name.
    func webhook(_ name: String, of topic: TopicName) throws -> Webhook? {
        try store.fastRead { db in try Self.webhook(name, of: topic, db) }
    }

    /// A webhook; nil when it is gone.
    func webhook(_ id: Int64) throws -> Webhook? {
        try store.fastRead { db in
            try Row.fetchOne(
                db.cachedStatement(sql: "SELECT \(Self.columns) FROM webhook WHERE id = ?"), arguments: [id]
            ).map(Self.webhook)
        }
    }

    /// A topic's webhooks in the order of their names.
    ///
    /// - Parameter name: The last one before; empty to begin.
    func page(of topic: TopicName, after name: String, limit: Int) async throws -> [Webhook] {
        try await store.read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: "SELECT \(Self.columns) FROM webhook WHERE topic = ? AND name > ? ORDER BY name LIMIT ?"),
                arguments: [topic.description, name, limit]
            ).map(Self.webhook)
        }
    }

    /// The lanes of a webhook in the order of their partitions.
    func lanes(of webhook: Int64) throws -> [WebhookLane] {
        try store.fastRead { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT \(Self.laneColumns) FROM webhook_lane WHERE webhook = ? ORDER BY topic, partition
                        """),
                arguments: [webhook]
            ).map(Self.lane)
        }
    }

    /// Adds a webhook with its lanes.
    ///
    /// - Parameters:
    ///   - positions: Where it begins, by the partitions of its topic.
    ///   - limit: How many lanes there may be of all webhooks.
    /// - Returns: nil when the topic has one of this name by now.
    /// - Throws: ``EventsError/tooManyWebhooks(limit:)``.
    func add(
        _ name: String, to topic: Topic, _ settings: WebhookSettings, secret: WebhookSecret, isPaused: Bool,
        positions: [Int64], limit: Int, at now: Timestamp
    ) async throws -> Webhook? {
        try await store.write { db in
            guard try Self.webhook(name, of: topic.name, db) == nil else { return nil }
            let lanes = try Int.fetchOne(db, sql: "SELECT count(*) FROM webhook_lane") ?? 0
            guard lanes + positions.count <= limit else { throw EventsError.tooManyWebhooks(limit: limit) }
            try db.cachedStatement(
                sql: """
                    INSERT INTO webhook (topic, topic_id, name, settings, secrets, state, created_at, updated_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """
            ).execute(arguments: [
                topic.name.description, topic.id, name, settings.json.description,
                Self.text(of: [SigningSecret(secret: secret)]), (isPaused ? WebhookState.paused : .active).rawValue,
                now.milliseconds, now.milliseconds,
            ])
            let id = db.lastInsertedRowID
            for (number, position) in positions.enumerated() {
                let key = WebhookLane.Key(webhook: id, place: topic.partition(number))
                try Self.put(WebhookLane(key: key, position: position, attempts: 0), db)
            }
            return try Self.webhook(name, of: topic.name, db)
        }
    }

    /// Changes a webhook in one transaction. What waits to be tried again is tried at once.
    ///
    /// - Parameter body: Is run again when the store says so, so it does nothing else.
    /// - Returns: The webhook after it.
    /// - Throws: ``EventsError/webhookNotFound(_:)``, what the body throws.
    @discardableResult
    func change(
        _ name: String, of topic: TopicName, at now: Timestamp,
        _ body: @escaping @Sendable (inout Webhook) throws -> Void
    ) async throws -> Webhook {
        try await store.write { db in
            guard var webhook = try Self.webhook(name, of: topic, db) else { throw EventsError.webhookNotFound(name) }
            try body(&webhook)
            webhook.updatedAt = now
            try Self.save(webhook, db)
            try db.cachedStatement(sql: "UPDATE webhook_lane SET next_at = NULL WHERE webhook = ?")
                .execute(arguments: [webhook.id])
            return webhook
        }
    }

    /// Sets lanes anew, and adds those that there are not yet.
    func put(_ lanes: [WebhookLane]) async throws {
        try await store.write { db in
            for lane in lanes { try Self.put(lane, db) }
        }
    }

    /// Removes a webhook.
    ///
    /// - Throws: ``EventsError/webhookNotFound(_:)``.
    func delete(_ name: String, of topic: TopicName) async throws {
        try await store.write { db in
            try db.cachedStatement(sql: "DELETE FROM webhook WHERE topic = ? AND name = ?")
                .execute(arguments: [topic.description, name])
            guard db.changesCount > 0 else { throw EventsError.webhookNotFound(name) }
        }
    }

    /// Removes the webhooks of a topic that is gone.
    func deleteAll(of topic: TopicName) async throws {
        try await store.write { db in
            try db.cachedStatement(sql: "DELETE FROM webhook WHERE topic = ?").execute(arguments: [topic.description])
        }
    }
}
