/// Visits of which single events have to be looked at, as what is known of the whole does not tell in which period what was done.
struct UnclearVisits {
    /// All visits of a visitor of whom one is unclear, since one is to be taken after the other; ascending.
    private(set) var groups: [Range<Int>] = []

    /// - Parameters:
    ///   - segment: With when visits are, unless it lies in one piece.
    ///   - spans: Of the segment's time.
    init(_ segment: VisitSegment, _ spans: PeriodSpans) {
        guard spans.only == nil || !segment.revenue.positions.isEmpty else { return }
        if spans.only == nil {
            for visit in 0..<segment.visitCount
            where spans.place(segment.starts[visit]) != spans.place(segment.ends[visit]) {
                add(visit, segment.visitors)
            }
        }
        if !segment.revenue.positions.isEmpty {
            let ofTime = groups
            groups = []
            var visit = 0
            for position in segment.revenue.positions {
                while segment.firstEvents[visit + 1] <= position { visit += 1 }
                add(visit, segment.visitors)
            }
            merge(ofTime)
        }
    }

    /// - Parameter visit: Not before those that were added.
    private mutating func add(_ visit: Int, _ visitors: [UInt64]) {
        if let last = groups.last, visit < last.upperBound { return }
        var (first, end) = (visit, visit + 1)
        while first > 0, visitors[first - 1] == visitors[visit] { first -= 1 }
        while end < visitors.count, visitors[end] == visitors[visit] { end += 1 }
        groups.append(first..<end)
    }

    /// Groups of one visitor are the same in both.
    private mutating func merge(_ others: [Range<Int>]) {
        guard !others.isEmpty else { return }
        groups = (groups + others).sorted { $0.lowerBound < $1.lowerBound }
        var (kept, last) = ([Range<Int>](), -1)
        for group in groups where group.lowerBound != last {
            kept.append(group)
            last = group.lowerBound
        }
        groups = kept
    }
}
