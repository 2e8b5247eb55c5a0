import FoundationEssentials
import GRDB
import MeshCore
import MeshStore
import ReportAnalysis

extension ReportStore {
    /// A generation as it stands, with the young events that came after some; on the caller's thread.
    ///
    /// - Parameters:
    ///   - offsets: Up to which pages of each partition are known.
    ///   - sealedThrough: What was known of it; when days were sealed since then, all young events are read.
    /// - Returns: Nil when there is no such generation any more.
    /// - Throws: `StoreError`; `PackedError`.
    func snapshot(
        of generation: Int64, after offsets: [Int: Int64], sealedThrough: Int?
    ) throws -> YoungSnapshot? {
        try store.fastRead { db in
            var snapshot: YoungSnapshot?
            // All of it from one snapshot: what is sealed is no longer young.
            try db.inTransaction(.deferred) {
                snapshot = try Self.snapshot(of: generation, after: offsets, sealedThrough: sealedThrough, db)
                return .commit
            }
            return snapshot
        }
    }

    /// A generation, and up to when all that was taken in is counted; nil when there is no such generation any more.
    ///
    /// - Throws: `StoreError`.
    func standing(of generation: Int64) async throws -> (GenerationRecord, Timestamp)? {
        try await store.read { db in
            guard let record = try Self.find(generation, db) else { return nil }
            let readings = try Self.readings(of: generation, db)
            return (record, YoungSnapshot.watermark(of: readings) ?? Timestamp(milliseconds: 0))
        }
    }

    private static func snapshot(
        of generation: Int64, after offsets: [Int: Int64], sealedThrough: Int?, _ db: Database
    ) throws -> YoungSnapshot? {
        guard let record = try find(generation, db),
            let zone = try zone(of: record.site, db)
        else { return nil }
        let isNew = offsets.isEmpty || record.sealedThrough != sealedThrough
        let readings = try readings(of: generation, db)
        let statement = try db.cachedStatement(
            sql: """
                SELECT next_offset, events FROM report_young WHERE generation = ? AND partition = ? AND next_offset > ?
                ORDER BY next_offset, day
                """)
        var batches: [YoungSnapshot.Batch] = []
        for partition in readings.keys.sorted() {
            let rows = try Row.fetchCursor(
                statement, arguments: [generation, partition, isNew ? -1 : offsets[partition] ?? -1])
            while let row = try rows.next() {
                batches.append(
                    YoungSnapshot.Batch(
                        partition: partition, nextOffset: row[0], bytes: Array(row[1] as Data)))
            }
        }
        let segments = try Row.fetchAll(
            db.cachedStatement(sql: "\(segmentSQL) ORDER BY day"), arguments: [generation]
        ).map(segment)
        return YoungSnapshot(
            generation: record, zone: zone, readings: readings, segments: segments,
            taken: isNew ? try taken(by: generation, db) : nil, batches: batches)
    }

    static func zone(of site: String, _ db: Database) throws -> String? {
        try String.fetchOne(
            db.cachedStatement(sql: "SELECT zone FROM report_site WHERE site = ?"), arguments: [site])
    }
}
