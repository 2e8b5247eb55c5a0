/// Which steps of a funnel each event of a segment can be: a bit a step.
struct StepMarks {
    let ofEvents: [UInt16]

    init(_ steps: [ReportFilter], _ segment: VisitSegment) {
        var marks: [UInt16]?
        // Steps are mostly tests of one dimension: then a table over its few texts says all of them at once.
        var tests: [Dimension: [(step: Int, test: FilterTest)]] = [:]
        for (step, filter) in steps.enumerated() {
            if let test = Self.test(filter) {
                tests[test.dimension, default: []].append((step, test))
            } else {
                let mask = SegmentMasks(segment).events(filter)
                let mark = Self.mark(of: step)
                Self.add(mask.map { takes -> UInt16 in takes ? mark : 0 }, to: &marks)
            }
        }
        for (dimension, tests) in tests { Self.add(Self.marks(tests, of: dimension, segment), to: &marks) }
        ofEvents = marks ?? []
    }

    /// The only test of a filter, of a dimension of events; nil when it is more than that.
    static func test(_ filter: ReportFilter) -> FilterTest? {
        switch filter {
        case .test(let test): test.dimension.scope == .event ? test : nil
        case .all(let parts), .any(let parts): parts.count == 1 ? test(parts[0]) : nil
        case .not, .hasDone: nil
        }
    }

    private static func marks(
        _ tests: [(step: Int, test: FilterTest)], of dimension: Dimension, _ segment: VisitSegment
    ) -> [UInt16] {
        func mark(_ fits: (FilterTest) -> Bool) -> UInt16 {
            var mark: UInt16 = 0
            for (step, test) in tests where fits(test) { mark |= Self.mark(of: step) }
            return mark
        }
        if dimension == .goal {
            let goals = segment.goals
            let table = goals.sets.map { set in
                mark { test in
                    set.isEmpty ? test.fits(Dimension.none) : set.contains { test.fits(goals.goals[$0]) }
                }
            }
            return goals.codes.looked(up: table)
        }
        guard let column = segment.column(of: dimension) else {
            return Array(repeating: mark { $0.fits(Dimension.none) }, count: segment.eventCount)
        }
        return column.codes.looked(up: column.texts.map { text in mark { $0.fits(text) } })
    }

    static func mark(of step: Int) -> UInt16 { UInt16(1) << UInt16(step) }

    private static func add(_ more: [UInt16], to marks: inout [UInt16]?) {
        guard var sum = marks else {
            marks = more
            return
        }
        marks = nil
        for row in sum.indices { sum[row] |= more[row] }
        marks = sum
    }
}
