/// Which rows of a segment a filter takes, worked out column by column: a table over the few texts of a dictionary, then one
/// look-up a row.
struct SegmentMasks {
    private let segment: VisitSegment
    private let tables: FilterTables

    /// - Parameter tables: What is known of the segment's texts.
    init(_ segment: VisitSegment, _ tables: FilterTables = FilterTables()) {
        self.segment = segment
        self.tables = tables
    }

    /// For each visit.
    func visits(_ filter: ReportFilter) -> [Bool] {
        switch filter {
        case .test(let test): return rows(test, count: segment.visitCount)
        case .all(let parts): return combined(parts.map(visits), count: segment.visitCount) { $0 && $1 }
        case .any(let parts):
            return combined(parts.map(visits), count: segment.visitCount, empty: false) { $0 || $1 }
        case .not(let part): return visits(part).map { !$0 }
        case .hasDone(let part):
            let events = events(part)
            return (0..<segment.visitCount).map { visit in
                (Int(segment.firstEvents[visit])..<Int(segment.firstEvents[visit + 1])).contains { events[$0] }
            }
        }
    }

    /// For each event.
    func events(_ filter: ReportFilter) -> [Bool] {
        guard filter.dependsOnEvent else { return spread(visits(filter)) }
        switch filter {
        case .test(let test):
            return test.dimension == .goal ? goals(test) : rows(test, count: segment.eventCount)
        case .all(let parts): return combined(parts.map(events), count: segment.eventCount) { $0 && $1 }
        case .any(let parts):
            return combined(parts.map(events), count: segment.eventCount, empty: false) { $0 || $1 }
        case .not(let part): return events(part).map { !$0 }
        case .hasDone: preconditionFailure("what a visit has done does not depend on its event")
        }
    }

    private func rows(_ test: FilterTest, count: Int) -> [Bool] {
        guard let column = segment.column(of: test.dimension) else {
            return Array(repeating: test.fits(Dimension.none), count: count)
        }
        return column.codes.looked(up: tables.table(test, column))
    }

    private func goals(_ test: FilterTest) -> [Bool] {
        let fits = segment.goals.goals.map(test.fits)
        let table = segment.goals.sets.map { set in
            set.isEmpty ? test.fits(Dimension.none) : set.contains { fits[$0] }
        }
        return segment.goals.codes.looked(up: table)
    }

    private func spread(_ visits: [Bool]) -> [Bool] {
        var events: [Bool] = []
        events.reserveCapacity(segment.eventCount)
        for (visit, takes) in visits.enumerated() {
            let count = Int(segment.firstEvents[visit + 1] - segment.firstEvents[visit])
            events.append(contentsOf: repeatElement(takes, count: count))
        }
        return events
    }

    private func combined(
        _ masks: [[Bool]], count: Int, empty: Bool = true, _ combine: (Bool, Bool) -> Bool
    ) -> [Bool] {
        guard var result = masks.first else { return Array(repeating: empty, count: count) }
        for mask in masks.dropFirst() {
            for row in result.indices { result[row] = combine(result[row], mask[row]) }
        }
        return result
    }
}
