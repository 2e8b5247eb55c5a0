import GRDB
import MeshCore
import MeshStore

extension LogStore {
    /// Makes a topic with its partitions.
    ///
    /// - Throws: ``EventLogError/topicExists(_:)``.
    func createTopic(_ name: TopicName, partitionCount: Int, settings: TopicSettings, at now: Timestamp) async throws {
        try await write { db in
            guard try Self.topicID(of: name, db) == nil else { throw EventLogError.topicExists(name) }
            try db.cachedStatement(sql: "INSERT INTO log_topic (name, settings, created_at) VALUES (?, ?, ?)")
                .execute(arguments: [name.description, settings.text, now.milliseconds])
            let id = db.lastInsertedRowID
            let insert = try db.cachedStatement(sql: "INSERT INTO log_partition (topic, number) VALUES (?, ?)")
            for number in 0..<partitionCount { try insert.execute(arguments: [id, number]) }
        }
    }

    /// Changes a topic's settings.
    ///
    /// - Throws: ``EventLogError/unknownTopic(_:)``.
    func changeTopic(_ name: TopicName, settings: TopicSettings) async throws {
        try await write { db in
            try db.cachedStatement(sql: "UPDATE log_topic SET settings = ? WHERE name = ?")
                .execute(arguments: [settings.text, name.description])
            guard db.changesCount == 1 else { throw EventLogError.unknownTopic(name) }
        }
    }

    /// Removes a topic, and all that hangs on it.
    ///
    /// - Throws: ``EventLogError/unknownTopic(_:)``.
    func deleteTopic(_ name: TopicName) async throws {
        try await write { db in
            try db.cachedStatement(sql: "DELETE FROM log_topic WHERE name = ?").execute(arguments: [name.description])
            guard db.changesCount == 1 else { throw EventLogError.unknownTopic(name) }
        }
    }

    /// A topic; nil when there is none.
    func topic(_ name: TopicName) throws -> Topic? {
        // Asked for before the topic, so that a change in between is seen the next time.
        let version = try version()
        if let known = knownTopics.value(of: name, at: version) { return known }
        let found = try read { db in
            let statement = try db.cachedStatement(sql: "\(Self.topicSQL) WHERE name = ?")
            return try Row.fetchOne(statement, arguments: [name.description]).map { try Self.topic($0, db) }
        }
        if let found { knownTopics.keep(found, of: name, at: version) }
        return found
    }

    /// All topics in the order of their names.
    func topics() throws -> [Topic] {
        try read { db in
            try Row.fetchAll(db.cachedStatement(sql: "\(Self.topicSQL) ORDER BY name")).map { try Self.topic($0, db) }
        }
    }

    static func topicID(of name: TopicName, _ db: Database) throws -> Int64? {
        try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT id FROM log_topic WHERE name = ?"), arguments: [name.description])
    }

    private static let topicSQL = "SELECT id, name, settings, created_at FROM log_topic"

    private static func topic(_ row: Row, _ db: Database) throws -> Topic {
        let id: Int64 = row["id"]
        let partitions = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT owner, epoch FROM log_partition WHERE topic = ? ORDER BY number"),
            arguments: [id])
        guard let name = TopicName(row["name"] as String), let settings = TopicSettings(text: row["settings"]) else {
            throw EventLogError.server(detail: "the topic \(id) was written by a newer version")
        }
        return Topic(
            name: name, id: id, settings: settings, createdAt: Timestamp(milliseconds: row["created_at"]),
            partitions: partitions.map { PartitionDescription(owner: $0["owner"], epoch: $0["epoch"]) })
    }
}
