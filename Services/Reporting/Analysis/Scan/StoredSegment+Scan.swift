package import MeshCore

extension StoredSegment {
    /// Visits of a slice that a scan looks at, about: what it reads of them stays in the core's cache.
    package static let usualSliceSize = 16_384

    /// What a scan looks at; nil when it looks at what slices do not have.
    ///
    /// - Parameter moments: When the segment's events are.
    package static func columns(for scan: ReportScan, in moments: ClosedRange<Timestamp>) -> JourneyColumns? {
        guard scan.needs.isSubset(of: [.visitors, .events, .visits]) else { return nil }
        let dimensions = Set(scan.dimensions).union(scan.filter?.dimensions ?? [])
        let isInside = scan.holds(moments)
        let asksCounts =
            scan.needs.contains(.visits) || (scan.needs.contains(.events) && scan.goesByVisit)
        return JourneyColumns(
            owners: true, visits: !isInside || scan.needs.contains(.visits), counts: asksCounts, pageviews: asksCounts,
            events: !isInside, kinds: scan.needs.contains(.events) && !scan.goesByVisit, dimensions: dimensions)
    }

    /// The groups of a scan, some visits after the other.
    ///
    /// - Parameters:
    ///   - columns: Those that ``columns(for:in:)`` gives.
    ///   - tally: What is counted with, where it does.
    ///   - sliceSize: Visits that are looked at at a time, about.
    /// - Throws: What reading throws; ``QueryLimitError`` when the values of the dimensions have too many combinations.
    package func groups(
        for scan: ReportScan, _ columns: JourneyColumns, with tally: inout CodeTally,
        sliceSize: Int = usualSliceSize
    ) throws -> ReportGroups {
        var scanner: SegmentScanner?
        var isTallied = false
        var first = 0
        repeat {
            let end = try endOfVisitor(at: min(first + sliceSize, visitCount))
            let slice = try slice(first..<end, columns)
            if first == 0 {
                isTallied = try scan.goesByCodes(in: moments) && tally.begin(scan, over: slice)
                if !isTallied { scanner = try SegmentScanner(scan, over: slice) }
            } else {
                try scanner?.move(to: slice)
            }
            if isTallied { tally.take(slice) } else { scanner?.take() }
            first = end
        } while first < visitCount
        return isTallied ? tally.groups() : scanner?.groups() ?? ReportGroups()
    }

    /// The first visit from a place on that is of another visitor than the one before it.
    private func endOfVisitor(at place: Int) throws -> Int {
        guard place > 0, place < visitCount else { return place }
        let last = try visitor(of: place - 1)
        var end = place
        while end < visitCount, try visitor(of: end) == last { end += 1 }
        return end
    }
}
