import FoundationEssentials
import GRDB
import MeshCore
import MeshStore

extension LogStore {
    /// Whether a partition is still owned under its epoch. It costs nothing unless somebody has committed since this was asked
    /// last, and then one read by key.
    func isCurrent(_ key: PartitionKey) throws -> Bool {
        // Asked for before the epoch, so that a change in between is seen the next time.
        let version = try version()
        if let known = knownOwnership.value(of: key, at: version) { return known }
        let isCurrent = try read { db in
            try Self.epoch(topic: key.topic, partition: key.partition.partition, db) == key.epoch
        }
        knownOwnership.keep(isCurrent, of: key, at: version)
        return isCurrent
    }

    /// Takes a partition over: raises its epoch, so that nothing is acknowledged under an earlier one from now on.
    ///
    /// - Parameters:
    ///   - owner: Who takes it over.
    ///   - former: Who owned it when it was seen that it may be taken over.
    /// - Throws: ``EventLogError/notOwner(_:owner:)`` when somebody else was faster.
    func claim(
        _ partition: TopicPartition, topic: Int64, for owner: String, from former: String?
    ) async throws -> PartitionClaim {
        try await write { db in
            let found = try Row.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT owner, start_offset, compacted_offset, producers FROM log_partition
                        WHERE topic = ? AND number = ?
                        """),
                arguments: [topic, partition.partition])
            guard let found else { throw EventLogError.unknownPartition(partition) }
            guard found["owner"] as String? == former else {
                throw EventLogError.notOwner(partition, owner: found["owner"])
            }
            guard let epoch = Int32(exactly: try Self.next(of: "epoch", db)) else {
                throw EventLogError.server(detail: "the epochs are used up")
            }
            try db.cachedStatement(sql: "UPDATE log_partition SET epoch = ?, owner = ? WHERE topic = ? AND number = ?")
                .execute(arguments: [epoch, owner, topic, partition.partition])
            return PartitionClaim(
                epoch: epoch, startOffset: found["start_offset"], compactedOffset: found["compacted_offset"],
                segments: try Self.segments(topic: topic, partition: partition.partition, db),
                producers: Array(found["producers"] as Data))
        }
    }

    /// Gives a partition back, so that another instance may have it at once.
    func release(topic: Int64, partition: Int, epoch: Int32) async throws {
        try await write { db in
            try db.cachedStatement(
                sql: "UPDATE log_partition SET owner = NULL WHERE topic = ? AND number = ? AND epoch = ?"
            ).execute(arguments: [topic, partition, epoch])
        }
    }

    /// Makes a write depend on the ownership of a partition.
    ///
    /// - Throws: ``EventLogError/notOwner(_:owner:)``.
    static func guardWrite(by key: PartitionKey, _ db: Database) throws {
        guard try epoch(topic: key.topic, partition: key.partition.partition, db) == key.epoch else {
            throw EventLogError.notOwner(key.partition, owner: nil)
        }
    }

    /// Remembers that records are damaged. What is known already stays.
    func note(_ damage: [DamagedRange], of key: PartitionKey, at now: Timestamp) async throws {
        try await write { db in
            let insert = try db.cachedStatement(
                sql: """
                    INSERT OR IGNORE INTO log_damage
                    (topic, partition, first_offset, next_offset, reason, found_at) VALUES (?, ?, ?, ?, ?, ?)
                    """)
            for range in damage {
                try insert.execute(arguments: [
                    key.topic, key.partition.partition, range.offsets.lowerBound, range.offsets.upperBound,
                    range.reason,
                    now.milliseconds,
                ])
            }
        }
    }

    /// The damage that was found in a partition, in the order of the offsets.
    func damage(topic: Int64, partition: Int) throws -> [DamagedRange] {
        try read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT first_offset, next_offset, reason FROM log_damage WHERE topic = ? AND partition = ?
                    ORDER BY first_offset
                    """)
            return try Row.fetchAll(statement, arguments: [topic, partition]).map { row in
                DamagedRange(offsets: row["first_offset"]..<row["next_offset"], reason: row["reason"])
            }
        }
    }

    private static func epoch(topic: Int64, partition: Int, _ db: Database) throws -> Int32? {
        try Int32.fetchOne(
            db.cachedStatement(sql: "SELECT epoch FROM log_partition WHERE topic = ? AND number = ?"),
            arguments: [topic, partition])
    }

    private static func segments(topic: Int64, partition: Int, _ db: Database) throws -> [SegmentRow] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT base_offset, epoch, revision, opened_at, length, next_offset, maximum_timestamp FROM log_segment
                WHERE topic = ? AND partition = ? ORDER BY base_offset, epoch
                """)
        return try Row.fetchAll(statement, arguments: [topic, partition]).map { row in
            let seal = (row["length"] as Int?).map { length in
                SegmentSeal(length: length, nextOffset: row["next_offset"], maximumTimestamp: row["maximum_timestamp"])
            }
            return SegmentRow(
                name: SegmentName(baseOffset: row["base_offset"], epoch: row["epoch"], revision: row["revision"]),
                openedAt: Timestamp(milliseconds: row["opened_at"]), seal: seal)
        }
    }
}
