package import MeshCore

/// A segment of which some visitors' visits can be looked at and no others, as its visits lie in the order of their visitors.
package protocol VisitorSlices: Sendable {
    var visitCount: Int { get }
    var eventCount: Int { get }
    /// From the first event to the last.
    var moments: ClosedRange<Timestamp> { get }

    /// The texts of a dimension, by their codes, of whose first one stands for none; nil when no row has one, or they are not looked at.
    func texts(of dimension: Dimension) -> [String]?

    /// The goals that events reach, and which sets of them occur, by their codes.
    var goalSets: (goals: [String], sets: [[Int]]) { get }

    /// The visitor of a visit.
    ///
    /// - Throws: What reading throws.
    func visitor(of visit: Int) throws -> UInt64

    /// The first visit of a visitor or of those behind.
    ///
    /// - Throws: What reading throws.
    func place(of visitor: UInt64) throws -> Int

    /// Some of the visits as a segment of their own; with those columns alone.
    ///
    /// - Throws: What reading throws; ``PackedError`` when what is read is no segment's.
    func slice(_ visits: Range<Int>, _ columns: JourneyColumns) throws -> VisitSegment
}

extension [UInt64] {
    /// The first place of a number or of those behind, of numbers that ascend.
    func place(of number: UInt64) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension VisitSegment: VisitorSlices {
    package var moments: ClosedRange<Timestamp> { base...end }

    package func texts(of dimension: Dimension) -> [String]? { column(of: dimension)?.texts }

    package var goalSets: (goals: [String], sets: [[Int]]) { (goals.goals, goals.sets) }

    package func visitor(of visit: Int) -> UInt64 { visitors[visit] }

    package func place(of visitor: UInt64) -> Int { visitors.place(of: visitor) }

    package func slice(_ visits: Range<Int>, _ columns: JourneyColumns) -> VisitSegment {
        guard visits != 0..<visitCount else { return self }
        let events = Int(firstEvents[visits.lowerBound])..<Int(firstEvents[visits.upperBound])
        return VisitSegment(
            base: base, end: end, visitCount: visits.count, eventCount: events.count,
            visitors: columns.owners ? Array(visitors[visits]) : [],
            starts: columns.visits ? Array(starts[visits]) : [],
            ends: columns.visits ? Array(ends[visits]) : [],
            firstEvents: firstEvents[visits.lowerBound...visits.upperBound].map { $0 - UInt32(events.lowerBound) },
            eventCounts: columns.counts ? eventCounts[visits] : CodeColumn([]),
            pageviewCounts: columns.pageviews ? pageviewCounts[visits] : CodeColumn([]),
            visitTexts: visitTexts.filter { columns.dimensions.contains($0.key) }.mapValues { $0[visits] },
            times: columns.events ? Array(times[events]) : [],
            kinds: columns.events || columns.kinds ? Array(kinds[events]) : [],
            eventTexts: eventTexts.filter { columns.dimensions.contains($0.key) }.mapValues { $0[events] },
            goals: columns.dimensions.contains(.goal)
                ? goals[events] : GoalColumn(goals: [], sets: [[]], codes: CodeColumn([])),
            revenue: columns.revenue ? revenue[events] : SparseColumn(), scrollDepths: SparseColumn(),
            engagement: SparseColumn(), numbers: SparseColumn())
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
