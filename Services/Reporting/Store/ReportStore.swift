import GRDB
import MeshCore
import MeshStore
import ReportAnalysis
import ReportIntake

/// Reporting's store: sites, how far the log was read, young events, the names of segments, rollups.
struct ReportStore: Sendable {
    let store: Store
    let clock: any WallClock

    /// What a reader finds changed when it comes to write: it looks anew and reads again.
    enum Conflict: Error, Hashable {
        case planChanged
    }

    static let generationColumns = """
        generation, site, version, made_with, state, inactivity, campaign, midnight_zone, lateness, created_at, first_day, events, \
        late, sealed_through, rolled_through, gathered_to
        """

    /// A generation from a row of ``generationColumns``.
    ///
    /// - Throws: `StoreError` when the row holds what no program of ours wrote.
    static func generation(_ row: Row) throws -> GenerationRecord {
        guard let state = GenerationRecord.State(rawValue: row["state"]),
            let campaign = SessionRules.CampaignRule(rawValue: row["campaign"])
        else { throw StoreError.corrupt(path: ReportingSchema.fileName, detail: "a generation's row") }
        return GenerationRecord(
            id: row["generation"], site: row["site"], version: row["version"], madeWith: row["made_with"], state: state,
            terms: VisitTerms(
                inactivity: .milliseconds(row["inactivity"] as Int64), campaign: campaign,
                midnightZone: row["midnight_zone"], lateness: .milliseconds(row["lateness"] as Int64)),
            createdAt: Timestamp(milliseconds: row["created_at"]), firstDay: row["first_day"], events: row["events"],
            late: row["late"], sealedThrough: row["sealed_through"], rolledThrough: row["rolled_through"],
            gathered: (row["gathered_to"] as Int64?).map { Timestamp(milliseconds: $0) })
    }

    static func find(_ generation: Int64, _ db: Database) throws -> GenerationRecord? {
        let statement = try db.cachedStatement(
            sql: "SELECT \(generationColumns) FROM report_generation WHERE generation = ?")
        return try Row.fetchOne(statement, arguments: [generation]).map(Self.generation)
    }

    /// How far a generation has read each partition; who follows the partition's reader stands where it does.
    static func readings(of generation: Int64, _ db: Database) throws -> [Int: ReadingState] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT p.partition, r.next_offset, r.newest, CASE WHEN r.next_offset IS NULL THEN p.fresh_at ELSE r.passed END
                FROM report_partition p LEFT JOIN report_reading r ON r.partition = p.partition AND r.generation = ?
                """)
        return Dictionary(
            uniqueKeysWithValues: try Row.fetchAll(statement, arguments: [generation]).map { row in
                (row[0] as Int, reading(row[1], row[2], row[3]))
            })
    }

    static func reading(_ offset: Int64?, _ newest: Int64?, _ passed: Int64?) -> ReadingState {
        ReadingState(
            nextOffset: offset, newest: newest.map { Timestamp(milliseconds: $0) },
            passed: passed.map { Timestamp(milliseconds: $0) })
    }

    /// Tells readers that their plans are old.
    static func bumpRevision(_ db: Database) throws {
        try db.cachedStatement(sql: "UPDATE report_revision SET revision = revision + 1").execute()
    }
}
