import MeshCore

/// Counts the paths of visits.
struct PathCounting {
    private let definition: PathDefinition
    private let pages: PathPages
    /// Nil without one; none when no event has it.
    private let anchor: UInt32??
    private(set) var counts = PathCounts()
    /// Of the visit that is looked at; kept so that it is not made anew for each.
    private var seen: [UInt32] = []
    private var seenCount = 0

    init(_ definition: PathDefinition, _ pages: PathPages) {
        self.definition = definition
        self.pages = pages
        anchor = definition.anchor.map { pages.number(of: $0) }
    }

    /// Takes the visits of a segment, or of a slice of it.
    ///
    /// - Parameter place: Which segment it is.
    mutating func take(_ segment: VisitSegment, of place: Int) {
        let mask = definition.filter.map { SegmentMasks(segment).visits($0) }
        let pages = pages.pages(segment.column(of: .page), of: place, count: segment.eventCount)
        let base = segment.base.milliseconds
        let range = definition.range
        let starts = (range.lowerBound.milliseconds - base)..<(range.upperBound.milliseconds - base)
        for visit in 0..<segment.visitCount where mask?[visit] ?? true {
            guard starts.contains(Int64(segment.starts[visit])) else { continue }
            let events = Int(segment.firstEvents[visit])..<Int(segment.firstEvents[visit + 1])
            if seen.count < events.count { seen = Array(repeating: 0, count: 2 * events.count) }
            seenCount = 0
            for event in events where segment.kinds[event] == EventKind.pageview.rawValue {
                // Loading a page again is no step.
                guard seenCount == 0 || seen[seenCount - 1] != pages[event] else { continue }
                seen[seenCount] = pages[event]
                seenCount += 1
            }
            countSeen()
        }
    }

    private mutating func countSeen() {
        switch definition.direction {
        case .next: break
        case .previous: seen[..<seenCount].reverse()
        }
        var first = 0
        if let anchor {
            guard let page = anchor, let place = seen[..<seenCount].firstIndex(of: page) else { return }
            first = place
        }
        let path = seen[first..<seenCount].prefix(definition.length)
        if !path.isEmpty { counts.add(path) }
    }
}
