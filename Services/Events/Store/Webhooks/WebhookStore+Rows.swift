import EventLog
import EventsAPI
import GRDB
import MeshCore
import WebhookCalls

extension WebhookStore {
    static let laneColumns = "webhook, topic, partition, position, end_position, attempts, next_at"

    static func webhook(_ name: String, of topic: TopicName, _ db: Database) throws -> Webhook? {
        try Row.fetchOne(
            db.cachedStatement(sql: "SELECT \(columns) FROM webhook WHERE topic = ? AND name = ?"),
            arguments: [topic.description, name]
        ).map(webhook)
    }

    static func webhook(_ row: Row) throws -> Webhook {
        let id: Int64 = row[0]
        let settings = json(row[4]).flatMap(WebhookSettings.init(json:))
        let secrets = json(row[5]).flatMap(signingSecrets)
        guard let topic = TopicName(row[1] as String), let state = WebhookState(rawValue: row[6]), let settings,
            let secrets
        else { throw EventsError.damagedRow("webhook \(id)") }
        return Webhook(
            id: id, topic: topic, topicID: row[2], name: row[3], settings: settings, secrets: secrets, state: state,
            failingSince: time(row[7]), lastDeliveredAt: time(row[8]), lastError: row[9], lastErrorAt: time(row[10]),
            delivered: row[11], undelivered: row[12], createdAt: Timestamp(milliseconds: row[13]),
            updatedAt: Timestamp(milliseconds: row[14]))
    }

    /// Writes what its owner changes; counts are left as they are.
    static func save(_ webhook: Webhook, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                UPDATE webhook SET settings = ?, secrets = ?, state = ?, failing_since = ?, updated_at = ? WHERE id = ?
                """
        ).execute(arguments: [
            webhook.settings.json.description, text(of: webhook.secrets), webhook.state.rawValue,
            webhook.failingSince?.milliseconds, webhook.updatedAt.milliseconds, webhook.id,
        ])
    }

    static func lane(_ key: WebhookLane.Key, _ db: Database) throws -> WebhookLane? {
        try Row.fetchOne(
            db.cachedStatement(
                sql: "SELECT \(laneColumns) FROM webhook_lane WHERE webhook = ? AND topic = ? AND partition = ?"),
            arguments: [key.webhook, key.place.topic.description, key.place.partition]
        ).map(lane)
    }

    static func lane(_ row: Row) throws -> WebhookLane {
        WebhookLane(
            key: try key(row[0], row[1], row[2]), position: row[3], end: row[4], attempts: row[5],
            nextAttemptAt: time(row[6]))
    }

    static func put(_ lane: WebhookLane, _ db: Database) throws {
        try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO webhook_lane (\(laneColumns)) VALUES (?, ?, ?, ?, ?, ?, ?)"
        ).execute(arguments: [
            lane.key.webhook, lane.key.place.topic.description, lane.key.place.partition, lane.position, lane.end,
            lane.attempts, lane.nextAttemptAt?.milliseconds,
        ])
    }

    static func key(_ webhook: Int64, _ topic: String, _ partition: Int) throws -> WebhookLane.Key {
        guard let name = TopicName(topic) else { throw EventsError.damagedRow("webhook_lane \(webhook) \(topic)") }
        return WebhookLane.Key(webhook: webhook, place: TopicPartition(name, partition))
    }

    static func text(of secrets: [SigningSecret]) -> String {
        JSONValue.array(
            secrets.map { held in
                [
                    "secret": .string(held.secret.text),
                    "retiresAt": held.retiresAt.map { .int($0.milliseconds) } ?? .null,
                ]
            }
        ).description
    }

    private static func signingSecrets(_ json: JSONValue) -> [SigningSecret]? {
        let held = (json.arrayValue ?? []).compactMap { entry in
            entry["secret"]?.stringValue.flatMap(WebhookSecret.init).map {
                SigningSecret(secret: $0, retiresAt: time(entry["retiresAt"]?.intValue))
            }
        }
        return held.isEmpty ? nil : held
    }

    private static func json(_ text: String) -> JSONValue? {
        // What is wrong with it does not matter: the row is damaged.
        try? JSONValue(parsing: text)
    }

    private static func time(_ milliseconds: Int64?) -> Timestamp? { milliseconds.map(Timestamp.init(milliseconds:)) }
}
