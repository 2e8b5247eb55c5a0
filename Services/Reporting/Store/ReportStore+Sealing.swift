import FoundationEssentials
import GRDB
import MeshCore
import MeshStore
import ReportAnalysis

extension ReportStore {
    /// The oldest day of a generation with young events; nil when it has none, or is gone.
    ///
    /// - Throws: `StoreError`; `PackedError`.
    func sealingTask(of generation: Int64) async throws -> SealingTask? {
        try await store.read { db in
            let oldest = try db.cachedStatement(sql: "SELECT min(day) FROM report_young WHERE generation = ?")
            guard let day = try Int.fetchOne(oldest, arguments: [generation]),
                let record = try Self.find(generation, db)
            else { return nil }
            return SealingTask(
                generation: record, day: day, readings: try Self.readings(of: generation, db),
                taken: try Self.taken(by: generation, db))
        }
    }

    /// How many bytes the young events of each generation that is served take, packed.
    ///
    /// - Throws: `StoreError`.
    func youngByteCounts() async throws -> [Int64: Int] {
        try await store.read { db in
            // Of a blob, its length alone is read.
            let statement = try db.cachedStatement(
                sql: """
                    SELECT y.generation, sum(length(y.events)) FROM report_young y
                    JOIN report_generation g ON g.generation = y.generation WHERE g.state = ? GROUP BY y.generation
                    """)
            let rows = try Row.fetchAll(statement, arguments: [GenerationRecord.State.live.rawValue])
            return Dictionary(uniqueKeysWithValues: rows.map { ($0[0] as Int64, $0[1] as Int) })
        }
    }

    /// The young events of a day and then those of the next, each in the order in which they came, part by part.
    ///
    /// - Parameter take: Is called on a thread of the store.
    /// - Throws: `StoreError`; `PackedError`.
    func youngEvents<Result: Sendable>(
        of generation: Int64, day: Int, into result: Result,
        _ take: @escaping @Sendable (inout Result, _ partition: Int, EventBatch) -> Void
    ) async throws -> Result {
        try await store.read { db in
            var result = result
            let rows = try Row.fetchCursor(
                db.cachedStatement(
                    sql: """
                        SELECT partition, events FROM report_young WHERE generation = ? AND day BETWEEN ? AND ?
                        ORDER BY day, partition, next_offset
                        """), arguments: [generation, day, day + 1])
            while let row = try rows.next() {
                take(&result, row[0], try EventBatch(bytes: Array(row[1] as Data)))
            }
            return result
        }
    }

    /// Takes a day's columns for its young events, in one transaction.
    ///
    /// - Parameters:
    ///   - segment: Its file is on disk; nil when no visit began on the day.
    ///   - visitCount: How many visits it holds.
    ///   - taken: Up to where visits of the day reach into the next.
    /// - Throws: ``Conflict`` when the day was sealed meanwhile; `StoreError`.
    func seal(
        _ day: Int, of generation: GenerationRecord, segment: SegmentRecord?, visitCount: Int, taken: TakenMarks,
        under lease: Lease
    ) async throws {
        try await store.writeAlone { db in
            try Leases.guardWrite(by: lease, db)
            guard try Self.find(generation.id, db)?.sealedThrough == generation.sealedThrough else {
                throw Conflict.planChanged
            }
            if let segment {
                try db.execute(
                    sql: """
                        INSERT INTO report_segment
                            (generation, day, file, first_moment, last_moment, visits, events)
                        VALUES (?, ?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        generation.id, day, segment.file, segment.moments.lowerBound.milliseconds,
                        segment.moments.upperBound.milliseconds, visitCount, segment.events,
                    ])
            }
            try db.execute(
                sql: "DELETE FROM report_young WHERE generation = ? AND day <= ?", arguments: [generation.id, day])
            try db.execute(
                sql: "UPDATE report_generation SET sealed_through = ?, taken = ? WHERE generation = ?",
                arguments: [day, Data(taken.bytes), generation.id])
        }
    }

    /// The names of all files that hold columns.
    ///
    /// - Throws: `StoreError`.
    func segmentFiles() async throws -> Set<String> {
        try await store.read { db in try String.fetchSet(db, sql: "SELECT file FROM report_segment") }
    }

    static func taken(by generation: Int64, _ db: Database) throws -> TakenMarks {
        let statement = try db.cachedStatement(sql: "SELECT taken FROM report_generation WHERE generation = ?")
        guard let bytes = try Row.fetchOne(statement, arguments: [generation])?[0] as Data? else {
            return TakenMarks()
        }
        return try TakenMarks(bytes: Array(bytes))
    }
}
