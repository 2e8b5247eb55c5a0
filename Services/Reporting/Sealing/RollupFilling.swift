import MeshCore
import ReportAnalysis

/// What one day's columns add to the sums that are kept.
struct RollupFilling {
    let segment: VisitSegment
    /// By whose clocks buckets begin.
    let calendar: SiteCalendar

    /// The sums, bucket by bucket; of those that hold something.
    ///
    /// - Throws: `QueryLimitError` when there are more buckets or values than can be told apart.
    func buckets() throws(QueryLimitError) -> [ReportStore.Bucket] {
        var buckets: [ReportStore.Bucket] = []
        for set in RollupSets.all {
            for grain in RollupSets.grains(of: set) { buckets += try self.buckets(of: set, by: grain) }
        }
        return buckets
    }

    private func buckets(of set: RollupSet, by grain: CalendarGrain) throws(QueryLimitError) -> [ReportStore.Bucket] {
        let first = calendar.start(of: grain, containing: segment.base)
        let end = calendar.end(of: grain, from: calendar.start(of: grain, containing: segment.end))
        let scan = try set.filling(first..<end, by: grain, in: calendar)
        guard let starts = scan.buckets?.starts else { preconditionFailure("a filling has buckets") }
        var groups: [Int: ReportGroups] = [:]
        for (key, cell) in try segment.groups(for: scan).cells {
            groups[key.bucket, default: ReportGroups()].merge(cell, under: GroupKey(values: key.values))
        }
        return groups.sorted { $0.key < $1.key }.map { bucket, groups in
            ReportStore.Bucket(set: set, grain: grain, start: starts[bucket], groups: groups)
        }
    }
}
