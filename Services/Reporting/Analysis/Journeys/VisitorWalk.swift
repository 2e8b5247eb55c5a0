import MeshCore

/// Goes through segments visitor by visitor, each with all of their visits in the order of time: for what counts
/// visitors by what they did one after another.
///
/// Each segment has its visits by visitor, so the walk is a merge of sorted lists and keeps one place a segment.
struct VisitorWalk {
    let segments: [VisitSegment]

    /// Calls for each visitor, ascending.
    ///
    /// - Parameter take: Gets the visitor, and their visits by begin.
    func forEach(_ take: (_ visitor: UInt64, _ visits: [TrailVisit]) -> Void) {
        var places = [Int](repeating: 0, count: segments.count)
        while let visitor = next(places) {
            var visits: [TrailVisit] = []
            for segment in segments.indices {
                let visitors = segments[segment].visitors
                while places[segment] < visitors.count, visitors[places[segment]] == visitor {
                    visits.append(TrailVisit(segment: segment, visit: places[segment]))
                    places[segment] += 1
                }
            }
            take(visitor, visits.sorted { start(of: $0) < start(of: $1) })
        }
    }

    func start(of visit: TrailVisit) -> Timestamp {
        moment(segments[visit.segment].starts[visit.visit], in: visit.segment)
    }

    /// The positions of a visit's events in its segment.
    func events(of visit: TrailVisit) -> Range<Int> {
        let firsts = segments[visit.segment].firstEvents
        return Int(firsts[visit.visit])..<Int(firsts[visit.visit + 1])
    }

    func time(of event: Int, in segment: Int) -> Timestamp {
        moment(segments[segment].times[event], in: segment)
    }

    /// Whether the event is one that the visitor did, not one that was measured.
    func isAct(_ event: Int, in segment: Int) -> Bool {
        segments[segment].kinds[event] != EventKind.signal.rawValue
    }

    /// For each segment, which events a filter takes.
    func masks(_ filter: ReportFilter) -> [[Bool]] {
        segments.map { SegmentMasks($0).events(filter) }
    }

    /// The values of a visit's dimension, for each segment and visit.
    func values(of dimension: Dimension) -> [TextLookup] {
        segments.map { TextLookup($0.column(of: dimension)) }
    }

    private func moment(_ offset: UInt32, in segment: Int) -> Timestamp {
        Timestamp(milliseconds: segments[segment].base.milliseconds + Int64(offset))
    }

    private func next(_ places: [Int]) -> UInt64? {
        var least: UInt64?
        for (segment, place) in zip(segments, places) where place < segment.visitors.count {
            least = min(least ?? .max, segment.visitors[place])
        }
        return least
    }
}
