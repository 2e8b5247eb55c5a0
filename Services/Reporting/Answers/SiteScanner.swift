import Dispatch
import MeshCore
import ReportAnalysis
import Synchronization

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
        guard let rolled = view.rolled, let set = RollupSet.best(for: scan, among: RollupSets.all) else {
            return try scanned(scan)
        }
        let plan = RollupPlan(
            scan, from: set, grains: RollupSets.grains(of: set), grain: grain, in: view.calendar, sealed: rolled)
        let sums = SealedAnswers.Key(
            generation: view.generation.id, sources: [RollupSets.name(of: set), view.zone, rolled.description],
            scan: scan)
        var groups = try sealed.groups(sums) {
            var groups = ReportGroups()
            for piece in plan.pieces {
                let rollups = try store.rollups(
                    of: view.generation, zone: view.zone, set, piece.grain, in: piece.range)
                for (start, rollup) in rollups { plan.add(rollup, from: start, to: &groups) }
            }
            return groups
        }
        for edge in plan.edgeScans { groups.merge(try scanned(edge)) }
        return groups
    }

    /// Whole columns of a time, with the visits that are live.
    ///
    /// - Parameter limit: The most events.
    /// - Throws: ``ReportingError/tooManyEvents(limit:)``; `StoreError`; `PackedError`.
    func segments(in range: Range<Timestamp>, limit: Int) throws -> [VisitSegment] {
        let records = view.segments(in: range)
        let count = records.reduce(0) { $0 + $1.events } + view.live.reduce(0) { $0 + $1.eventCount }
        guard count <= limit else { throw ReportingError.tooManyEvents(limit: limit) }
        return try records.map { try shelf.segment($0.file) } + view.live
    }

    private func scanned(_ scan: ReportScan) throws -> ReportGroups {
        let records = view.segments(in: scan.range)
        let files = SealedAnswers.Key(
            generation: view.generation.id, sources: records.map(\.file), scan: scan)
        var groups = records.isEmpty ? ReportGroups() : try sealed.groups(files) { try scanned(scan, in: records) }
        for segment in view.live { groups.merge(try segment.groups(for: scan)) }
        return groups
    }

    private func scanned(_ scan: ReportScan, in records: [SegmentRecord]) throws -> ReportGroups {
        // Some days each on all cores; merged in their order, so that the same question has the same answer.
        let parts = Mutex<[Int: Result<ReportGroups, any Error>]>([:])
        DispatchQueue.concurrentPerform(iterations: records.count) { place in
            let part = Result { try shelf.segment(records[place].file, for: scan).groups(for: scan) }
            parts.withLock { $0[place] = part }
        }
        let found = parts.withLock { $0 }
        var groups = ReportGroups()
        for place in records.indices {
            guard let part = found[place] else { preconditionFailure("a day was not scanned") }
            groups.merge(try part.get())
        }
        return groups
    }
}
