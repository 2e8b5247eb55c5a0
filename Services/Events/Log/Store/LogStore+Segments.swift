import FoundationEssentials
import GRDB
import MeshCore
import MeshStore

extension LogStore {
    /// Begins a segment and seals the one before it, in one step.
    ///
    /// - Parameters:
    ///   - name: The new one.
    ///   - sealed: The one before it, and what is for good of it; nil when there is none, or it is sealed already. One
    ///     without bytes is forgotten.
    ///   - producers: The ledger at its end.
    /// - Throws: ``EventLogError/notOwner(_:owner:)`` when the partition was taken over.
    func begin(
        _ name: SegmentName, after sealed: (name: SegmentName, seal: SegmentSeal)?, producers: [UInt8],
        of key: PartitionKey, at now: Timestamp
    ) async throws {
        try await write { db in
            try Self.guardWrite(by: key, db)
            if let (name, seal) = sealed { try Self.seal(name, seal, producers: producers, of: key, db) }
            try db.cachedStatement(
                sql: "INSERT INTO log_segment (topic, partition, base_offset, epoch, opened_at) VALUES (?, ?, ?, ?, ?)"
            ).execute(arguments: [
                key.topic, key.partition.partition, name.baseOffset, name.epoch, now.milliseconds,
            ])
        }
    }

    /// Forgets the oldest segments.
    ///
    /// - Parameter startOffset: The offset of the oldest record that stays.
    /// - Throws: ``EventLogError/notOwner(_:owner:)``.
    func remove(_ names: [SegmentName], startOffset: Int64, of key: PartitionKey) async throws {
        try await write { db in
            try Self.guardWrite(by: key, db)
            for name in names { try Self.remove(name, of: key, db) }
            try db.cachedStatement(sql: "UPDATE log_partition SET start_offset = ? WHERE topic = ? AND number = ?")
                .execute(arguments: [startOffset, key.topic, key.partition.partition])
        }
    }

    /// Puts compacted segments in the place of those that they were made from.
    ///
    /// - Parameters:
    ///   - segments: By their new revisions.
    ///   - compactedOffset: Up to where the partition is compacted now.
    /// - Throws: ``EventLogError/notOwner(_:owner:)``.
    func replace(
        _ segments: [(name: SegmentName, seal: SegmentSeal)], compactedOffset: Int64, of key: PartitionKey
    ) async throws {
        try await write { db in
            try Self.guardWrite(by: key, db)
            let update = try db.cachedStatement(
                sql: """
                    UPDATE log_segment SET revision = ?, length = ?, maximum_timestamp = ?
                    WHERE topic = ? AND partition = ? AND base_offset = ? AND epoch = ?
                    """)
            for (name, seal) in segments {
                try update.execute(arguments: [
                    name.revision, seal.length, seal.maximumTimestamp, key.topic, key.partition.partition,
                    name.baseOffset,
                    name.epoch,
                ])
            }
            try db.cachedStatement(sql: "UPDATE log_partition SET compacted_offset = ? WHERE topic = ? AND number = ?")
                .execute(arguments: [compactedOffset, key.topic, key.partition.partition])
        }
    }

    private static func seal(
        _ name: SegmentName, _ seal: SegmentSeal, producers: [UInt8], of key: PartitionKey, _ db: Database
    ) throws {
        guard seal.nextOffset > name.baseOffset else { return try remove(name, of: key, db) }
        try db.cachedStatement(sql: "UPDATE log_partition SET producers = ? WHERE topic = ? AND number = ?")
            .execute(arguments: [Data(producers), key.topic, key.partition.partition])
        try db.cachedStatement(
            sql: """
                UPDATE log_segment SET length = ?, next_offset = ?, maximum_timestamp = ?
                WHERE topic = ? AND partition = ? AND base_offset = ? AND epoch = ?
                """
        ).execute(arguments: [
            seal.length, seal.nextOffset, seal.maximumTimestamp, key.topic, key.partition.partition, name.baseOffset,
            name.epoch,
        ])
    }

    private static func remove(_ name: SegmentName, of key: PartitionKey, _ db: Database) throws {
        try db.cachedStatement(
            sql: "DELETE FROM log_segment WHERE topic = ? AND partition = ? AND base_offset = ? AND epoch = ?"
        ).execute(arguments: [key.topic, key.partition.partition, name.baseOffset, name.epoch])
    }
}
