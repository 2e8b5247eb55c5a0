import MeshCore

/// Counts the paths of visits.
struct PathCounting: Sendable {
    private let definition: PathDefinition
    private let pages: PathPages
    /// Nil without one; none when no event has it.
    private let anchor: UInt32??
    private(set) var counts = PathCounts()
    /// Of the visit that is looked at; kept so that it is not made anew for each.
    private var seen: [UInt32] = []

    init(_ definition: PathDefinition, _ pages: PathPages) {
        self.definition = definition
        self.pages = pages
        anchor = definition.anchor.map { pages.number(of: $0) }
    }

    /// Forgets what was counted.
    mutating func reset() { counts = PathCounts() }

    /// Takes the visits of a segment, or of a slice of it.
    ///
    /// - Parameter place: Which segment it is.
    mutating func take(_ segment: VisitSegment, of place: Int) {
        if seen.count < segment.eventCount { seen = Array(repeating: 0, count: segment.eventCount) }
        let numbers = pages.numbers(of: place)
        switch segment.column(of: .page)?.codes {
        case .bytes(let codes): take(segment, codes, numbers)
        case .shorts(let codes): take(segment, codes, numbers)
        case .words(let codes): take(segment, codes, numbers)
        case nil: take(segment, Array(repeating: UInt8(0), count: segment.eventCount), [0])
        }
    }

    private mutating func take(_ segment: VisitSegment, _ codes: [some FixedWidthInteger], _ numbers: [UInt32]) {
        let mask = definition.filter.map { SegmentMasks(segment).visits($0) }
        let isInside = definition.holds(segment.moments)
        let base = segment.base.milliseconds
        let range = definition.range
        let starts = (range.lowerBound.milliseconds - base)..<(range.upperBound.milliseconds - base)
        func isCounted(_ visit: Int) -> Bool {
            (isInside || starts.contains(Int64(segment.starts[visit]))) && mask?[visit] ?? true
        }
        guard let anchor else {
            for visit in 0..<segment.visitCount where isCounted(visit) {
                count(Self.see(visit, of: segment, codes, numbers, &seen))
            }
            return
        }
        // Most visits do not come to the page, and are not looked at.
        guard let anchor, let code = numbers.firstIndex(of: anchor) else { return }
        let firsts = segment.firstEvents
        var visit = 0
        codes.forEachRow(of: [code]) { event in
            guard firsts[visit] <= event else { return }
            while firsts[visit + 1] <= event { visit += 1 }
            if isCounted(visit) { count(Self.see(visit, of: segment, codes, numbers, &seen)) }
            visit += 1
        }
    }

    /// Puts down the pages of a visit, each only once where it was loaded again, which is no step.
    ///
    /// - Returns: How many there are.
    private static func see(
        _ visit: Int, of segment: VisitSegment, _ codes: [some FixedWidthInteger], _ numbers: [UInt32],
        _ seen: inout [UInt32]
    ) -> Int {
        var pages = seen.mutableSpan
        var count = 0
        for event in Int(segment.firstEvents[visit])..<Int(segment.firstEvents[visit + 1])
        where segment.kinds[event] == EventKind.pageview.rawValue {
            let page = numbers[Int(truncatingIfNeeded: codes[event])]
            guard count == 0 || pages[count - 1] != page else { continue }
            pages[count] = page
            count += 1
        }
        return count
    }

    /// Counts the path of the visit that was seen.
    private mutating func count(_ seenCount: Int) {
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
