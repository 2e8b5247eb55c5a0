import MeshCore

/// Runs a scan over a segment, as a whole or slice by slice.
struct SegmentScanner {
    let scan: ReportScan
    private(set) var segment: VisitSegment
    private(set) var keys: GroupKeys
    /// Which visits count; nil when all do.
    private(set) var visitMask: [Bool]?
    /// Which events count by the filter; nil when all do.
    private(set) var eventMask: [Bool]?
    private let masks: ScanMasks
    /// Whether it does not matter when in the segment's time something happened.
    let isInside: Bool
    /// The range, in milliseconds after the segment's base.
    let first: Int64
    let end: Int64
    /// Where buckets begin, in milliseconds after the segment's base, and the position of the first.
    let bucketStarts: [Int64]
    let firstBucket: Int
    var slots: GroupSlots
    /// The place of the visitor that is looked at, in the order of visitors.
    var visitorPlace: Int32 = 0
    /// How many visits there were in the slices before.
    private(set) var firstPlace: Int32 = 0

    /// - Throws: ``QueryLimitError`` when there are too many combinations of values.
    init(_ scan: ReportScan, over segment: VisitSegment) throws(QueryLimitError) {
        self.scan = scan
        self.segment = segment
        keys = try GroupKeys(scan, segment)
        masks = ScanMasks(scan.filter, segment)
        (visitMask, eventMask) = masks.rows(of: segment)
        first = scan.range.lowerBound.milliseconds - segment.base.milliseconds
        end = scan.range.upperBound.milliseconds - segment.base.milliseconds
        isInside = scan.holds(segment.base...segment.end)
        (firstBucket, bucketStarts) = Self.buckets(scan, segment)
        let bucketCount = scan.buckets?.starts.count ?? 1
        slots = GroupSlots(groupCount: keys.bucketWeight &* bucketCount)
    }

    /// Goes on with another slice of the same segment, none of whose visitors was in those before.
    ///
    /// - Throws: As when it is made.
    mutating func move(to slice: VisitSegment) throws(QueryLimitError) {
        firstPlace += Int32(segment.visitCount)
        segment = slice
        keys = try GroupKeys(scan, slice)
        (visitMask, eventMask) = masks.rows(of: slice)
    }

    /// Counts what is in the segment or the slice.
    mutating func take() {
        guard first <= Int64(segment.end.milliseconds - segment.base.milliseconds), end > 0 else { return }
        if !scan.needs.isDisjoint(with: [.visitors, .events, .visits]) { scanVisits() }
        scanEventValues()
        scanVisitSignals()
    }

    /// The groups of what was taken.
    consuming func groups() -> ReportGroups {
        var cells: [GroupKey: ReportCell] = [:]
        cells.reserveCapacity(slots.numbers.count)
        for ((slot, number), visitors) in zip(slots.numbers.enumerated(), slots.visitors) {
            cells[keys.key(of: number)] = slots.cell(slot, visitors, accuracy: scan.accuracy)
        }
        return ReportGroups(cells)
    }

    func isInRange(_ offset: UInt32) -> Bool {
        Int64(offset) >= first && Int64(offset) < end
    }

    /// The weight of the bucket in which a time of the range lies.
    func bucketKey(_ offset: UInt32) -> Int {
        guard bucketStarts.count > 1 else { return firstBucket &* keys.bucketWeight }
        var low = 0
        var high = bucketStarts.count
        while low < high {
            let middle = (low &+ high) / 2
            if bucketStarts[middle] <= Int64(offset) { low = middle &+ 1 } else { high = middle }
        }
        return (firstBucket &+ low &- 1) &* keys.bucketWeight
    }

    /// The buckets that the segment's events can lie in.
    private static func buckets(_ scan: ReportScan, _ segment: VisitSegment) -> (first: Int, starts: [Int64]) {
        guard let buckets = scan.buckets, !buckets.starts.isEmpty else { return (0, [0]) }
        let from = buckets.index(of: max(segment.base, scan.range.lowerBound)) ?? 0
        let through = max(from, buckets.index(of: segment.end) ?? buckets.starts.count - 1)
        return (from, buckets.starts[from...through].map { $0.milliseconds - segment.base.milliseconds })
    }
}
