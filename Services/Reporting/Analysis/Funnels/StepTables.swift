/// Which steps of a funnel each event of a segment can be, by the codes of its columns: of steps that are tests of one dimension each.
///
/// The tables are made once for a segment, however many slices of it are looked at.
struct StepTables: Sendable {
    /// For each code of a dimension, a bit a step; ``Dimension/goal`` has codes of sets.
    private let tables: [(dimension: Dimension, marks: [UInt16])]

    /// Nil when a step is more than a test of one dimension of events.
    init?(_ steps: [ReportFilter], _ segment: some VisitorSlices) {
        var tests: [Dimension: [(step: Int, test: FilterTest)]] = [:]
        for (step, filter) in steps.enumerated() {
            guard let test = StepMarks.test(filter) else { return nil }
            tests[test.dimension, default: []].append((step, test))
        }
        tables = tests.sorted { $0.key < $1.key }.map { dimension, tests in
            func mark(_ fits: (FilterTest) -> Bool) -> UInt16 {
                tests.reduce(0) { marks, one in fits(one.test) ? marks | StepMarks.mark(of: one.step) : marks }
            }
            guard dimension == .goal else {
                let texts = segment.texts(of: dimension) ?? [Dimension.none]
                return (dimension, texts.map { text in mark { $0.fits(text) } })
            }
            let (goals, sets) = segment.goalSets
            return (
                dimension,
                sets.map { set in
                    mark { test in
                        set.isEmpty ? test.fits(Dimension.none) : set.contains { test.fits(goals[$0]) }
                    }
                }
            )
        }
    }

    /// Finds the events of a slice that can be a step, in their order.
    ///
    /// - Parameter hits: They are put there, in the place of what was there before.
    func find(in slice: VisitSegment, _ hits: inout [StepHit]) {
        hits.removeAll(keepingCapacity: true)
        if tables.count == 1 {
            switch codes(of: tables[0].dimension, in: slice) {
            case .bytes(let codes): Self.add(codes, tables[0].marks, to: &hits)
            case .shorts(let codes): Self.add(codes, tables[0].marks, to: &hits)
            case .words(let codes): Self.add(codes, tables[0].marks, to: &hits)
            case nil: Self.add(Array(repeating: UInt8(0), count: slice.eventCount), tables[0].marks, to: &hits)
            }
            return
        }
        var marks = [UInt16](repeating: 0, count: slice.eventCount)
        for (dimension, table) in tables {
            let more =
                codes(of: dimension, in: slice)?.looked(up: table)
                ?? Array(repeating: table.first ?? 0, count: slice.eventCount)
            for event in marks.indices { marks[event] |= more[event] }
        }
        for (event, marks) in marks.enumerated() where marks != 0 {
            hits.append(StepHit(event: UInt32(event), marks: marks))
        }
    }

    /// Nil when no event has a value.
    private func codes(of dimension: Dimension, in slice: VisitSegment) -> CodeColumn? {
        guard dimension != .goal else { return slice.goals.codes.count == 0 ? nil : slice.goals.codes }
        return slice.column(of: dimension)?.codes
    }

    private static func add(_ codes: [some FixedWidthInteger], _ table: [UInt16], to hits: inout [StepHit]) {
        codes.forEachRow(of: table.indices.filter { table[$0] != 0 }) { event in
            hits.append(
                StepHit(
                    event: UInt32(truncatingIfNeeded: event), marks: table[Int(truncatingIfNeeded: codes[event])]))
        }
    }
}

/// An event that can be a step of a funnel.
struct StepHit: Sendable {
    let event: UInt32
    /// A bit a step.
    let marks: UInt16
}
