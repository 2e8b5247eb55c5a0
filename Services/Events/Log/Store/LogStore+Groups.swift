import GRDB
import MeshCore
import MeshStore

extension LogStore {
    func beginGeneration(of group: GroupName) async throws -> Int32 {
        try await write { db in
            let statement = try db.cachedStatement(
                sql: """
                    INSERT INTO log_group (name, generation) VALUES (?, 1)
                    ON CONFLICT (name) DO UPDATE SET generation = generation + 1 RETURNING generation
                    """)
            guard let generation = try Int32.fetchOne(statement, arguments: [group.description]) else {
                preconditionFailure("an INSERT with RETURNING gives a row")
            }
            return generation
        }
    }

    func commit(
        _ offsets: [TopicPartition: CommittedOffset], of group: GroupName, generation: Int32?
    ) async throws {
        try await write { db in
            try Self.admit(generation, of: group, db)
            let insert = try db.cachedStatement(
                sql: """
                    INSERT OR REPLACE INTO log_commit (consumer, topic, partition, next_offset, note)
                    SELECT ?, topic, number, ?, ? FROM log_partition WHERE topic = ? AND number = ?
                    """)
            for (partition, committed) in offsets {
                guard let topic = try Self.topicID(of: partition.topic, db) else {
                    throw EventLogError.unknownTopic(partition.topic)
                }
                try insert.execute(arguments: [
                    group.description, committed.offset, committed.note, topic, partition.partition,
                ])
                guard db.changesCount == 1 else { throw EventLogError.unknownPartition(partition) }
            }
        }
    }

    func committedOffsets(of group: GroupName) throws -> [TopicPartition: CommittedOffset] {
        try read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT name, partition, next_offset, note FROM log_commit
                    JOIN log_topic ON log_topic.id = log_commit.topic WHERE consumer = ?
                    """)
            let rows = try Row.fetchAll(statement, arguments: [group.description]).compactMap { row in
                TopicName(row["name"] as String).map { name in
                    (
                        TopicPartition(name, row["partition"]),
                        CommittedOffset(offset: row["next_offset"], note: row["note"])
                    )
                }
            }
            return Dictionary(uniqueKeysWithValues: rows)
        }
    }

    /// The least offset that one of several groups has committed in a partition; nil when none of them has. A group that
    /// is named and has committed nothing holds everything.
    func leastCommit(of groups: Set<GroupName>, topic: Int64, partition: Int) throws -> Int64? {
        guard !groups.isEmpty else { return nil }
        return try read { db in
            let statement = try db.cachedStatement(
                sql: "SELECT next_offset FROM log_commit WHERE consumer = ? AND topic = ? AND partition = ?")
            return try groups.map { group in
                try Int64.fetchOne(statement, arguments: [group.description, topic, partition]) ?? 0
            }.min()
        }
    }

    func groups() throws -> [GroupName] {
        try read { db in
            try String.fetchAll(db.cachedStatement(sql: "SELECT name FROM log_group ORDER BY name"))
                .compactMap(GroupName.init(_:))
        }
    }

    func deleteGroup(_ group: GroupName) async throws {
        try await write { db in
            try db.cachedStatement(sql: "DELETE FROM log_group WHERE name = ?").execute(arguments: [group.description])
        }
    }

    private static func admit(_ generation: Int32?, of group: GroupName, _ db: Database) throws {
        let current = try Int32.fetchOne(
            db.cachedStatement(sql: "SELECT generation FROM log_group WHERE name = ?"), arguments: [group.description])
        guard let current else {
            guard generation == nil else { throw EventLogError.staleGeneration(group, current: 0) }
            try db.cachedStatement(sql: "INSERT INTO log_group (name, generation) VALUES (?, 0)")
                .execute(arguments: [group.description])
            return
        }
        guard generation == nil || generation == current else {
            throw EventLogError.staleGeneration(group, current: current)
        }
    }
}
