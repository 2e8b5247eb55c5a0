import FoundationEssentials
import GRDB
import MeshCore
import MeshStore
import ReportAnalysis

extension ReportStore {
    /// The sums of one bucket.
    struct Bucket: Sendable {
        let set: RollupSet
        let grain: CalendarGrain
        let start: Timestamp
        let groups: ReportGroups
    }

    /// The oldest day in columns whose sums are not added up; nil when there is none.
    ///
    /// - Returns: The day's columns, and the zone by whose clocks it is done.
    /// - Throws: `StoreError`.
    func rollingTask(of generation: Int64) async throws -> (segment: SegmentRecord, zone: String)? {
        try await store.read { db in
            guard let record = try Self.find(generation, db),
                let zone = try Self.zone(of: record.site, db)
            else { return nil }
            let statement = try db.cachedStatement(
                sql: "\(Self.segmentSQL) AND day > ? ORDER BY day LIMIT 1")
            return try Row.fetchOne(statement, arguments: [generation, record.rolledThrough ?? .min])
                .map { (Self.segment($0), zone) }
        }
    }

    /// Adds a day's sums to those of the days before, in one transaction.
    ///
    /// - Throws: ``Conflict`` when that was done meanwhile, or the site has another zone by now; `StoreError`; `PackedError`.
    func roll(
        _ day: Int, of generation: GenerationRecord, buckets: [Bucket], zone: String, under lease: Lease
    ) async throws {
        try await store.writeAlone { db in
            try Leases.guardWrite(by: lease, db)
            guard let record = try Self.find(generation.id, db), record.rolledThrough ?? .min < day,
                try Self.zone(of: generation.site, db) == zone
            else { throw Conflict.planChanged }
            for bucket in buckets { try Self.add(bucket, to: generation.id, db) }
            try db.execute(
                sql: "UPDATE report_generation SET rolled_through = ? WHERE generation = ?",
                arguments: [day, generation.id])
        }
    }

    /// The sums of one bucket as they are stored.
    struct StoredBucket: Sendable {
        let start: Timestamp
        fileprivate let bytes: Data

        /// - Throws: `PackedError` when the bytes are none that ``RollupBytes`` writes.
        func groups() throws(PackedError) -> ReportGroups { try RollupBytes.read(Array(bytes)) }
    }

    /// The sums of whole buckets next to each other, with the begin of each.
    ///
    /// - Parameters:
    ///   - generation: As it was read before.
    ///   - zone: By whose clocks the buckets are.
    /// - Throws: ``Conflict`` when they are being added up anew; `StoreError`.
    func rollups(
        of generation: GenerationRecord, zone: String, _ set: RollupSet, _ grain: CalendarGrain,
        in range: Range<Timestamp>
    ) throws -> [StoredBucket] {
        try store.fastRead { db in
            var rollups: [StoredBucket] = []
            try db.inTransaction(.deferred) {
                guard let record = try Self.find(generation.id, db),
                    record.rolledThrough ?? .min >= generation.rolledThrough ?? .min,
                    record.gathered?.milliseconds ?? .min >= generation.gathered?.milliseconds ?? .min,
                    try Self.zone(of: record.site, db) == zone
                else { throw Conflict.planChanged }
                rollups = try Self.rollups(of: generation.id, set, grain, in: range, db)
                return .commit
            }
            return rollups
        }
    }

    private static func rollups(
        of generation: Int64, _ set: RollupSet, _ grain: CalendarGrain, in range: Range<Timestamp>, _ db: Database
    ) throws -> [StoredBucket] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT start, groups FROM report_rollup
                WHERE generation = ? AND dimensions = ? AND grain = ? AND start >= ? AND start < ? ORDER BY start
                """)
        let rows = try Row.fetchAll(
            statement,
            arguments: [
                generation, RollupSets.name(of: set), grain.rawValue, range.lowerBound.milliseconds,
                range.upperBound.milliseconds,
            ])
        return rows.map { StoredBucket(start: Timestamp(milliseconds: $0[0]), bytes: $0[1]) }
    }

    private static func add(_ bucket: Bucket, to generation: Int64, _ db: Database) throws {
        let key: StatementArguments = [
            generation, RollupSets.name(of: bucket.set), bucket.grain.rawValue, bucket.start.milliseconds,
        ]
        let before = try db.cachedStatement(
            sql: """
                SELECT groups FROM report_rollup WHERE generation = ? AND dimensions = ? AND grain = ? AND start = ?
                """)
        var groups = ReportGroups()
        if let bytes = try Row.fetchOne(before, arguments: key)?[0] as Data? {
            groups = try RollupBytes.read(Array(bytes))
        }
        groups.merge(bucket.groups)
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO report_rollup (generation, dimensions, grain, start, groups)
                VALUES (?, ?, ?, ?, ?)
                """
        ).execute(arguments: key + [Data(RollupBytes.write(groups))])
    }

    static let segmentSQL = """
        SELECT file, day, first_moment, last_moment, events FROM report_segment WHERE generation = ?
        """

    static func segment(_ row: Row) -> SegmentRecord {
        let first = Timestamp(milliseconds: row["first_moment"])
        return SegmentRecord(
            file: row["file"], day: row["day"],
            moments: first...max(first, Timestamp(milliseconds: row["last_moment"])), events: row["events"])
    }
}
