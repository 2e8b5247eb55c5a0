/// Which rows of a segment's slices count by a scan's filter; what its texts are to the filter is found once for all slices.
struct ScanMasks: Sendable {
    private let ofVisits: ReportFilter?
    private let ofEvents: ReportFilter?
    private let tables: FilterTables

    /// - Parameter segment: One of the slices; all have the same texts.
    init(_ filter: ReportFilter?, _ segment: VisitSegment) {
        let parts =
            switch filter {
            case nil: [ReportFilter]()
            case .all(let parts): parts
            case .some(let filter): [filter]
            }
        let (visits, events) = (parts.filter { !$0.dependsOnEvent }, parts.filter(\.dependsOnEvent))
        ofVisits = visits.isEmpty ? nil : .all(visits)
        ofEvents = events.isEmpty ? nil : .all(events)
        tables = FilterTables(filter, segment)
    }

    /// For each visit and for each event whether it counts; nil when all do.
    func rows(of slice: VisitSegment) -> (visits: [Bool]?, events: [Bool]?) {
        let masks = SegmentMasks(slice, tables)
        return (ofVisits.map(masks.visits), ofEvents.map(masks.events))
    }
}

/// What the texts of a segment are to the tests of a filter.
struct FilterTables: Sendable {
    private var tables: [FilterTest: [Bool]] = [:]

    init() {}

    init(_ filter: ReportFilter?, _ segment: VisitSegment) {
        for test in filter?.tests ?? [] where test.dimension != .goal {
            if let column = segment.column(of: test.dimension) { tables[test] = column.texts.map(test.fits) }
        }
    }

    /// By the codes of a column, whether texts fit.
    func table(_ test: FilterTest, _ column: TextColumn) -> [Bool] { tables[test] ?? column.texts.map(test.fits) }
}

extension ReportFilter {
    fileprivate var tests: [FilterTest] {
        switch self {
        case .test(let test): [test]
        case .all(let parts), .any(let parts): parts.flatMap(\.tests)
        case .not(let part), .hasDone(let part): part.tests
        }
    }
}
