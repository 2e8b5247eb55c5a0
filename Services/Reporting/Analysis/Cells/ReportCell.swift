package import MeshCore

/// What is known of a group of events and visits; cells of parts merge to the cell of the whole.
package struct ReportCell: Hashable, Sendable {
    package var visitors: DistinctCount
    /// Pageviews and actions.
    package var events: Int64 = 0
    package var pageviews: Int64 = 0
    package var revenue: [Currency: RevenueSum] = [:]
    /// What events measured; nil when none did.
    package var numbers: TDigest?
    package var visits = VisitSums()

    package init(accuracy: DistinctCount.Accuracy) {
        visitors = DistinctCount(accuracy: accuracy)
    }

    /// Whether it holds nothing of what is asked for.
    package func isEmpty(for needs: ScanNeeds) -> Bool {
        (!needs.contains(.visitors) || (visitors.isExact && visitors.count == 0))
            && (!needs.contains(.events) || (events == 0 && pageviews == 0))
            && (!needs.contains(.revenue) || revenue.isEmpty) && (!needs.contains(.numbers) || numbers == nil)
            && (!needs.contains(.visits) || visits.count == 0)
            && (!needs.contains(.scroll) || visits.scrolledCount == 0)
            && (!needs.contains(.engagement) || visits.engagedCount == 0)
    }

    /// All parts of the same group.
    ///
    /// - Parameter parts: At least one.
    static func merged(_ parts: [ReportCell]) -> ReportCell {
        guard parts.count > 1 else { return parts[0] }
        var sum = parts[0]
        for part in parts.dropFirst() { sum.mergeAllButVisitors(part) }
        sum.visitors = DistinctCount.union(of: parts.map(\.visitors))
        return sum
    }

    /// Adds another part of the same group.
    package mutating func merge(_ other: ReportCell) {
        visitors.merge(other.visitors)
        mergeAllButVisitors(other)
    }

    private mutating func mergeAllButVisitors(_ other: ReportCell) {
        events += other.events
        pageviews += other.pageviews
        visits.add(other.visits)
        for (currency, sum) in other.revenue { revenue[currency, default: RevenueSum()].add(sum) }
        if let theirs = other.numbers {
            if numbers == nil { numbers = theirs } else { numbers?.merge(theirs) }
        }
    }
}
