import MeshCore

/// Counts visitors, events and pageviews by the codes of one column of events: a scan where neither times nor goals nor visits as
/// a whole matter. What it counts with is used for one segment after another.
package struct CodeTally: Sendable {
    private var plan: Plan?
    /// For each group, the visitor that was counted last, by their place in the order of visitors; none where no event was met.
    private var lastVisitors: [Int32] = []
    private var counts: [Counts] = []
    /// Groups and visitors, as they were counted: they are dealt out to their groups at the end, all at once.
    private var countedGroups: [UInt32] = []
    private var countedVisitors: [UInt64] = []
    private var countedCount = 0
    private var dealt: [UInt64] = []
    /// How many visits there were in the slices before.
    private var firstPlace: Int32 = 0

    private struct Counts: Sendable {
        var events = 0
        var pageviews = 0
    }

    /// What is alike for all slices of a segment.
    private struct Plan: Sendable {
        let scan: ReportScan
        let keys: GroupKeys
        let masks: ScanMasks
        /// What time adds to the group.
        let bucket: Int
    }

    package init() {}

    private static let none: Int32 = -1
    private static let mostGroups = 1 << 16

    /// Begins with a segment that lies in one bucket of a scan that ``ReportScan/goesByCodes(in:)``.
    ///
    /// - Parameter slice: Of the segment.
    /// - Returns: False when there are too many groups for it.
    /// - Throws: ``QueryLimitError`` when there are more combinations of values than a number can tell apart.
    mutating func begin(_ scan: ReportScan, over slice: VisitSegment) throws(QueryLimitError) -> Bool {
        let keys = try GroupKeys(scan, slice, withRows: false)
        guard keys.bucketWeight <= Self.mostGroups else { return false }
        plan = Plan(
            scan: scan, keys: keys, masks: ScanMasks(scan.filter, slice),
            bucket: scan.buckets?.index(of: slice.base) ?? 0)
        lastVisitors = Array(repeating: Self.none, count: keys.bucketWeight)
        counts = Array(repeating: Counts(), count: keys.bucketWeight)
        (countedCount, firstPlace) = (0, 0)
        return true
    }

    /// Takes a slice, none of whose visitors was in those before.
    mutating func take(_ slice: VisitSegment) {
        guard let plan else { preconditionFailure("a tally begins with a scan") }
        let rows = Rows(plan, slice, firstPlace: firstPlace)
        let room = countedCount + slice.eventCount
        if rows.asksVisitors, countedGroups.count < room {
            countedGroups.append(contentsOf: repeatElement(0, count: room - countedGroups.count))
            countedVisitors.append(contentsOf: repeatElement(0, count: room - countedVisitors.count))
        }
        switch plan.keys.eventColumn(plan.scan, slice)?.codes {
        case .bytes(let codes): take(slice, codes, rows)
        case .shorts(let codes): take(slice, codes, rows)
        case .words(let codes): take(slice, codes, rows)
        case nil: take(slice, Array(repeating: UInt8(0), count: slice.eventCount), rows)
        }
        firstPlace += Int32(slice.visitCount)
    }

    private mutating func take(_ slice: VisitSegment, _ codes: [some FixedWidthInteger], _ rows: Rows) {
        countedCount = rows.count(
            slice, codes.span, &lastVisitors, &counts, &countedGroups, &countedVisitors, from: countedCount)
    }

    /// Which rows of a slice count, and where.
    private struct Rows {
        let asksVisitors: Bool
        let asksEvents: Bool
        /// The part of a group that visits contribute, one each; nil when they do not.
        let visitKeys: [Int]?
        /// The weight of events' codes.
        let weight: Int
        let visitMask: [Bool]?
        let eventMask: [Bool]?
        let firstPlace: Int32

        init(_ plan: Plan, _ slice: VisitSegment, firstPlace: Int32) {
            (visitMask, eventMask) = plan.masks.rows(of: slice)
            asksVisitors = plan.scan.needs.contains(.visitors)
            asksEvents = plan.scan.needs.contains(.events)
            visitKeys = plan.keys.visitKeys(plan.scan, slice)
            weight = plan.keys.eventWeight(plan.scan)
            self.firstPlace = firstPlace
        }

        /// Counts the rows.
        ///
        /// - Parameter counted: How many groups and visitors there are.
        /// - Returns: How many there are then.
        func count(
            _ slice: VisitSegment, _ codes: Span<some FixedWidthInteger>, _ allLast: inout [Int32],
            _ allCounts: inout [Counts], _ allGroups: inout [UInt32], _ allVisitors: inout [UInt64],
            from counted: Int
        ) -> Int {
            // Spans, since what is in arrays is asked at each step whether it is shared.
            let (firsts, visitors, kinds) = (slice.firstEvents.span, slice.visitors.span, slice.kinds.span)
            let (visitMask, eventMask, visitKeys) = (visitMask?.span, eventMask?.span, visitKeys?.span)
            var lastVisitors = allLast.mutableSpan
            var counts = allCounts.mutableSpan
            var groups = allGroups.mutableSpan
            var countedVisitors = allVisitors.mutableSpan
            var counted = counted
            var (visitor, place) = (UInt64(0), asksVisitors ? firstPlace &- 1 : firstPlace)
            for visit in 0..<slice.visitCount {
                if let visitMask, !visitMask[visit] { continue }
                if asksVisitors, place < firstPlace || visitors[visit] != visitor {
                    visitor = visitors[visit]
                    place = firstPlace &+ Int32(truncatingIfNeeded: visit)
                }
                let base = visitKeys?[visit] ?? 0
                for event in Int(firsts[visit])..<Int(firsts[visit &+ 1]) {
                    if let eventMask, !eventMask[event] { continue }
                    let group = base &+ weight &* Int(truncatingIfNeeded: codes[event])
                    if asksEvents {
                        let kind = kinds[event]
                        counts[group].events &+= kind == EventKind.signal.rawValue ? 0 : 1
                        counts[group].pageviews &+= kind == EventKind.pageview.rawValue ? 1 : 0
                    }
                    if lastVisitors[group] != place {
                        lastVisitors[group] = place
                        if asksVisitors {
                            groups[counted] = UInt32(truncatingIfNeeded: group)
                            countedVisitors[counted] = visitor
                            counted &+= 1
                        }
                    }
                }
            }
            return counted
        }
    }

    /// The groups of what was taken.
    mutating func groups() -> ReportGroups {
        guard let plan else { preconditionFailure("a tally begins with a scan") }
        let lists = deal()
        var cells: [GroupKey: ReportCell] = [:]
        for group in lastVisitors.indices where lastVisitors[group] != Self.none {
            var cell = ReportCell(accuracy: plan.scan.accuracy)
            cell.visitors.insert(ascending: Array(dealt[lists[group]]))
            cell.events = Int64(counts[group].events)
            cell.pageviews = Int64(counts[group].pageviews)
            cells[plan.keys.key(of: plan.bucket * plan.keys.bucketWeight + group)] = cell
        }
        return ReportGroups(cells)
    }

    /// Puts the visitors of each group behind each other.
    ///
    /// - Returns: Where those of each lie.
    private mutating func deal() -> [Range<Int>] {
        var ends = [Int](repeating: 0, count: lastVisitors.count)
        for place in 0..<countedCount { ends[Int(countedGroups[place])] += 1 }
        var begin = 0
        for group in ends.indices { (begin, ends[group]) = (begin + ends[group], begin) }
        let begins = ends
        if dealt.count < countedCount { dealt = Array(repeating: 0, count: countedCount) }
        Self.deal(countedGroups, countedVisitors, countedCount, &ends, &dealt)
        return zip(begins, ends).map { $0..<$1 }
    }

    private static func deal(
        _ groups: [UInt32], _ visitors: [UInt64], _ count: Int, _ allEnds: inout [Int], _ allDealt: inout [UInt64]
    ) {
        let (groups, visitors) = (groups.span, visitors.span)
        var ends = allEnds.mutableSpan
        var dealt = allDealt.mutableSpan
        for place in 0..<count {
            let group = Int(groups[place])
            dealt[ends[group]] = visitors[place]
            ends[group] &+= 1
        }
    }
}

extension ReportScan {
    /// Whether in some time neither times nor goals nor visits as a whole matter, and groups go by one column of events at most.
    func goesByCodes(in moments: ClosedRange<Timestamp>) -> Bool {
        holds(moments) && needs.isSubset(of: [.visitors, .events]) && !needs.isEmpty && !goesByVisit
            && !dimensions.contains(.goal) && dimensions.count { $0.scope == .event } <= 1
    }

    /// Whether all events of a visit count or none, and all in one group.
    var goesByVisit: Bool {
        !(filter?.dependsOnEvent ?? false) && dimensions.allSatisfy { $0.scope == .visit }
    }
}
