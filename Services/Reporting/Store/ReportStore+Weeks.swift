import FoundationEssentials
import GRDB
import MeshCore
import MeshStore
import ReportAnalysis
import ReportIntake

extension ReportStore {
    /// The oldest week that is over and whose sums are not gathered; nil when there is none.
    ///
    /// - Parameter zones: Where the rules of the site's clocks are.
    /// - Returns: The week, and the zone by whose clocks it is one.
    /// - Throws: `StoreError`.
    func gatheringTask(
        of generation: Int64, in zones: any TimeZoneSource
    ) async throws -> (generation: GenerationRecord, week: Range<Timestamp>, zone: String)? {
        try await store.read { db in
            guard let record = try Self.find(generation, db), let rolled = record.rolledThrough,
                let zone = try Self.zone(of: record.site, db)
            else { return nil }
            let oldest = try db.cachedStatement(
                sql: """
                    SELECT min(start) FROM report_rollup
                    WHERE generation = ? AND dimensions = ? AND grain = ? AND start >= ?
                    """)
            let arguments: StatementArguments = [
                generation, RollupSets.name(of: RollupSets.totals), CalendarGrain.day.rawValue,
                record.gathered?.milliseconds ?? .min,
            ]
            guard let start = try Int64.fetchOne(oldest, arguments: arguments) else { return nil }
            let calendar = SiteCalendar(zone: zones.rules(named: zone) ?? .utc)
            let first = calendar.start(of: .week, containing: Timestamp(milliseconds: start))
            let end = calendar.end(of: .week, from: first)
            guard end <= Timestamp(startOfDay: rolled + 1) else { return nil }
            return (record, first..<end, zone)
        }
    }

    /// Gathers the sums of a week's days, of each set that has them by the week, in one transaction.
    ///
    /// What a week's sums are does not change any more: no event of its days can come, and other clocks or rules make other ones.
    ///
    /// - Parameter week: As ``gatheringTask(of:in:)`` says.
    /// - Throws: ``Conflict`` when that was done meanwhile, or the site has another zone by now; `StoreError`; `PackedError`.
    func gather(
        _ week: Range<Timestamp>, of generation: GenerationRecord, zone: String, under lease: Lease
    ) async throws {
        var weeks: [(name: String, bytes: Data)] = []
        for set in RollupSets.dimensions {
            let days = try rollups(of: generation, zone: zone, set, .day, in: week)
            guard !days.isEmpty else { continue }
            let groups = try days.reduce(into: GatheredGroups()) { $0.add(try $1.groups()) }.groups
            weeks.append((RollupSets.name(of: set), Data(RollupBytes.write(groups))))
        }
        try await store.writeAlone { [weeks] db in
            try Leases.guardWrite(by: lease, db)
            guard let record = try Self.find(generation.id, db), record.gathered == generation.gathered,
                record.rolledThrough ?? .min >= generation.rolledThrough ?? .min,
                try Self.zone(of: generation.site, db) == zone
            else { throw Conflict.planChanged }
            let statement = try db.cachedStatement(
                sql: """
                    INSERT OR REPLACE INTO report_rollup (generation, dimensions, grain, start, groups)
                    VALUES (?, ?, ?, ?, ?)
                    """)
            for (name, bytes) in weeks {
                try statement.execute(arguments: [
                    generation.id, name, CalendarGrain.week.rawValue, week.lowerBound.milliseconds, bytes,
                ])
            }
            try db.execute(
                sql: "UPDATE report_generation SET gathered_to = ? WHERE generation = ?",
                arguments: [week.upperBound.milliseconds, generation.id])
        }
    }
}
