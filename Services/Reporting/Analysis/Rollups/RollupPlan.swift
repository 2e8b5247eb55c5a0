package import MeshCore

/// Which rollups answer a scan, and what is left to be scanned: the coarsest buckets that lie in the range, finer ones
/// at its ends, and raw rows where even those do not fit or are not there yet.
package struct RollupPlan: Hashable, Sendable {
    package let scan: ReportScan
    package let set: RollupSet
    /// Ascending, apart.
    package let pieces: [Piece]
    /// Ascending, apart from each other and the pieces.
    package let edges: [Range<Timestamp>]

    /// Whole buckets next to each other.
    package struct Piece: Hashable, Sendable {
        package let grain: CalendarGrain
        package let range: Range<Timestamp>
    }

    /// - Parameters:
    ///   - set: One that answers the scan.
    ///   - grains: Those whose rollups are kept.
    ///   - grain: Of the scan's buckets; nil when it has none.
    ///   - sealed: Up to when rollups are complete.
    ///   - gathered: Up to when those of weeks are; nil when there are none.
    package init(
        _ scan: ReportScan, from set: RollupSet, grains: [CalendarGrain], grain: CalendarGrain?,
        in calendar: SiteCalendar, sealed: Timestamp, gathered: Timestamp? = nil
    ) {
        precondition(set.answers(scan), "the set of a plan answers its scan")
        self.scan = scan
        self.set = set
        // Days make up weeks and months; nothing is divided by what is coarser.
        let usable = Self.coarseToFine.filter { grains.contains($0) && (grain.map($0.divides) ?? true) }
        let end = min(scan.range.upperBound, sealed)
        var pieces: [Piece] = []
        var edges: [Range<Timestamp>] = []
        if scan.range.lowerBound < end {
            let weeks = usable.contains(.week) ? gathered : nil
            let weeksEnd = max(scan.range.lowerBound, min(end, weeks ?? scan.range.lowerBound))
            let finer = usable.filter { $0 != .week }
            if scan.range.lowerBound < weeksEnd {
                Self.cover(scan.range.lowerBound..<weeksEnd, usable[...], calendar, &pieces, &edges)
            }
            if weeksEnd < end { Self.cover(weeksEnd..<end, finer[...], calendar, &pieces, &edges) }
        }
        let rest = max(scan.range.lowerBound, end)
        if rest < scan.range.upperBound { edges.append(rest..<scan.range.upperBound) }
        self.pieces = pieces
        self.edges = Self.joined(edges)
    }

    /// The scans of what the pieces leave; their buckets are numbered as the whole scan's.
    package var edgeScans: [ReportScan] {
        edges.map { scan.part($0) }
    }

    /// Takes a rollup's groups into the scan's.
    ///
    /// - Parameter start: Where the rollup's bucket begins.
    package func add(_ rollup: ReportGroups, from start: Timestamp, to groups: inout GatheredGroups) {
        let bucket = scan.buckets.map { $0.index(of: start) ?? 0 } ?? 0
        let places = scan.dimensions.compactMap { set.dimensions.firstIndex(of: $0) }
        for (key, cell) in rollup.cells {
            let takes = scan.filter?.takesVisit { dimension in
                set.dimensions.firstIndex(of: dimension).map { key.values[$0] }
            }
            guard takes ?? true else { continue }
            groups.add(cell, under: GroupKey(bucket: bucket, values: places.map { key.values[$0] }))
        }
    }

    private static func cover(
        _ range: Range<Timestamp>, _ grains: ArraySlice<CalendarGrain>, _ calendar: SiteCalendar,
        _ pieces: inout [Piece], _ edges: inout [Range<Timestamp>]
    ) {
        guard let grain = grains.first else {
            edges.append(range)
            return
        }
        let finer = grains.dropFirst()
        var first = calendar.start(of: grain, containing: range.lowerBound)
        if first < range.lowerBound { first = calendar.end(of: grain, from: first) }
        let end = calendar.start(of: grain, containing: range.upperBound)
        guard first < end else {
            cover(range, finer, calendar, &pieces, &edges)
            return
        }
        if range.lowerBound < first { cover(range.lowerBound..<first, finer, calendar, &pieces, &edges) }
        pieces.append(Piece(grain: grain, range: first..<end))
        if end < range.upperBound { cover(end..<range.upperBound, finer, calendar, &pieces, &edges) }
    }

    private static func joined(_ ranges: [Range<Timestamp>]) -> [Range<Timestamp>] {
        ranges.reduce(into: []) { result, range in
            if let last = result.last, last.upperBound == range.lowerBound {
                result[result.count - 1] = last.lowerBound..<range.upperBound
            } else {
                result.append(range)
            }
        }
    }

    private static let coarseToFine: [CalendarGrain] = [.month, .week, .day, .hour, .minute]
}

extension CalendarGrain {
    /// Whether buckets of this grain make up those of another.
    fileprivate func divides(_ other: CalendarGrain) -> Bool {
        switch (self, other) {
        case (.minute, _), (.hour, .hour), (.hour, .day), (.hour, .week), (.hour, .month), (.day, .day), (.day, .week),
            (.day, .month), (.week, .week), (.month, .month):
            true
        case (.hour, .minute), (.day, .minute), (.day, .hour), (.week, .minute), (.week, .hour), (.week, .day),
            (.week, .month), (.month, .minute), (.month, .hour), (.month, .day), (.month, .week):
            false
        }
    }
}
