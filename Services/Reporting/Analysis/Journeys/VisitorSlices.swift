/// A segment of which some visitors' visits can be looked at and no others, as its visits lie in the order of their visitors.
package protocol VisitorSlices: Sendable {
    var visitCount: Int { get }
    var eventCount: Int { get }

    /// The visitor of a visit.
    ///
    /// - Throws: What reading throws.
    func visitor(of visit: Int) throws -> UInt64

    /// Some of the visits as a segment of their own; of a file, with those columns alone.
    ///
    /// - Throws: What reading throws; ``PackedError`` when what is read is no segment's.
    func slice(_ visits: Range<Int>, _ columns: JourneyColumns) throws -> VisitSegment
}

extension VisitorSlices {
    /// The first visit of a visitor or of those behind.
    func place(of visitor: UInt64) throws -> Int {
        var low = 0
        var high = visitCount
        while low < high {
            let middle = (low + high) / 2
            if try self.visitor(of: middle) < visitor { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension VisitSegment: VisitorSlices {
    package func visitor(of visit: Int) -> UInt64 { visitors[visit] }

    package func slice(_ visits: Range<Int>, _ columns: JourneyColumns) -> VisitSegment {
        guard visits != 0..<visitCount else { return self }
        let events = Int(firstEvents[visits.lowerBound])..<Int(firstEvents[visits.upperBound])
        return VisitSegment(
            base: base, end: end, visitCount: visits.count, eventCount: events.count,
            visitors: Array(visitors[visits]), starts: Array(starts[visits]), ends: Array(ends[visits]),
            firstEvents: firstEvents[visits.lowerBound...visits.upperBound].map { $0 - UInt32(events.lowerBound) },
            eventCounts: eventCounts[visits], pageviewCounts: pageviewCounts[visits],
            visitTexts: visitTexts.mapValues { $0[visits] }, times: Array(times[events]), kinds: Array(kinds[events]),
            eventTexts: eventTexts.mapValues { $0[events] }, goals: goals[events], revenue: revenue[events],
            scrollDepths: scrollDepths[events], engagement: engagement[events], numbers: numbers[events])
    }
}

extension CodeColumn {
    fileprivate subscript(rows: Range<Int>) -> CodeColumn {
        switch self {
        case .bytes(let codes): .bytes(Array(codes[rows]))
        case .shorts(let codes): .shorts(Array(codes[rows]))
        case .words(let codes): .words(Array(codes[rows]))
        }
    }
}

extension TextColumn {
    fileprivate subscript(rows: Range<Int>) -> TextColumn { TextColumn(texts: texts, codes: codes[rows]) }
}

extension GoalColumn {
    fileprivate subscript(rows: Range<Int>) -> GoalColumn { GoalColumn(goals: goals, sets: sets, codes: codes[rows]) }
}
