import MeshCore
import ReportAnalysis

/// Answers scans over a site's reports: from sums where they are kept, from columns for the rest.
struct SiteScanner {
    let view: SiteView
    let store: ReportStore
    let shelf: SegmentShelf
    let sealed: SealedAnswers

    /// The groups of a scan.
    ///
    /// - Parameter grain: Of the scan's buckets; nil when it has none.
    /// - Throws: `QueryLimitError`; `StoreError`; `PackedError`; `ReportStore.Conflict` when the view is too old.
    func groups(for scan: ReportScan, grain: CalendarGrain?) throws -> ReportGroups {
        guard let rolled = view.rolled, let plan = plan(for: scan, grain: grain) else { return try scanned(scan) }
        var groups = try sums(plan, rolled: rolled)
        for edge in plan.edgeScans { groups.merge(try scanned(edge)) }
        return groups
    }

    /// By which sums a scan is answered; nil where there are none.
    func plan(for scan: ReportScan, grain: CalendarGrain?) -> RollupPlan? {
        guard let rolled = view.rolled, let set = RollupSet.best(for: scan, among: RollupSets.all) else { return nil }
        return RollupPlan(
            scan, from: set, grains: RollupSets.gatheredGrains(of: set), grain: grain, in: view.calendar,
            sealed: rolled, gathered: view.generation.gathered)
    }

    /// What a plan's sums come to: as they are known, were kept, or are added up.
    ///
    /// - Parameter rolled: Up to when days are added up.
    func sums(_ plan: RollupPlan, rolled: Timestamp) throws -> ReportGroups {
        let key = SealedAnswers.Key(
            generation: view.generation.id, sources: [RollupSets.name(of: plan.set), view.zone, rolled.description],
            scan: plan.scan.whole)
        return try sealed.groups(key) { try kept(plan, rolled: rolled) ?? summed(plan) }
    }

    /// What a plan's sums come to, day by day and week by week.
    private func summed(_ plan: RollupPlan) throws -> ReportGroups {
        var groups = GatheredGroups()
        for piece in plan.pieces {
            let rollups = try store.rollups(
                of: view.generation, zone: view.zone, plan.set, piece.grain, in: piece.range)
            // Reading a day's sums takes longer than adding them, and they can be read side by side.
            let parts = try onAllCores(rollups.count) { try rollups[$0].groups() }
            for (rollup, part) in zip(rollups, parts) { plan.add(part, from: rollup.start, to: &groups) }
        }
        return groups.groups
    }

    /// What visitors did in a time, some of them at a time, with what is live.
    ///
    /// - Parameters:
    ///   - columns: What is looked at.
    ///   - limit: The most events.
    /// - Throws: ``ReportingError/tooManyEvents(limit:)``; `StoreError`; `PackedError`.
    func journeys(in range: Range<Timestamp>, _ columns: JourneyColumns, limit: Int) throws -> VisitorParts {
        let records = view.segments(in: range)
        let count = records.reduce(0) { $0 + $1.events } + view.live.reduce(0) { $0 + $1.eventCount }
        guard count <= limit else { throw ReportingError.tooManyEvents(limit: limit) }
        let stored = try records.map { try shelf.stored($0.file, columns) }
        return try VisitorParts(stored as [any VisitorSlices] + view.live)
    }

    private func scanned(_ scan: ReportScan) throws -> ReportGroups {
        let records = view.segments(in: scan.range)
        let files = SealedAnswers.Key(
            generation: view.generation.id, sources: records.map(\.file), scan: scan)
        let groups = records.isEmpty ? ReportGroups() : try sealed.groups(files) { try scanned(scan, in: records) }
        let live = view.live
        let parts = try onAllCores(live.count) { try live[$0].groups(for: scan) }
        guard !parts.isEmpty else { return groups }
        var all = GatheredGroups()
        all.add(groups)
        for part in parts { all.add(part) }
        return all.groups
    }

    private func scanned(_ scan: ReportScan, in records: [SegmentRecord]) throws -> ReportGroups {
        // Merged in their order, so that the same question has the same answer.
        let parts = try onAllCores(records.count, with: { CodeTally() }) { tally, place in
            try shelf.groups(of: records[place], for: scan, with: &tally)
        }
        var groups = GatheredGroups()
        for part in parts { groups.add(part) }
        return groups.groups
    }
}
