import MeshCore

/// A segment in its file, of which a question about journeys reads what it looks at: some visitors' visits at a time.
package struct StoredSegment: VisitorSlices {
    private let directory: SegmentDirectory
    private let source: any SegmentSource
    /// Texts and goals with where their codes lie, which all slices share.
    private let texts: [Dimension: CodedRows<[String]>]
    private let goals: CodedRows<GoalColumn>?
    private let revenue: SparseColumn<Money>

    /// Reads what all slices share.
    ///
    /// - Throws: What reading throws; ``PackedError`` when what is read is no segment's.
    package init(_ source: any SegmentSource, _ columns: JourneyColumns) throws {
        self.source = source
        let prefix = try source.bytes(0..<SegmentDirectory.prefixByteCount)
        let directory = try SegmentDirectory(
            try source.bytes(0..<(try SegmentDirectory.byteCount(of: prefix[...])))[...])
        var texts: [Dimension: CodedRows<[String]>] = [:]
        for dimension in columns.dimensions where dimension != .goal {
            guard let range = directory.columns[SegmentColumn(dimension)] else { continue }
            texts[dimension] = try CodedRows(source, range) { reader throws(PackedError) in
                try TextColumn.texts(from: &reader)
            }
        }
        if columns.dimensions.contains(.goal), let range = directory.columns[.goals] {
            goals = try CodedRows(source, range) { reader throws(PackedError) in
                let (goals, sets) = try GoalColumn.sets(from: &reader)
                return GoalColumn(goals: goals, sets: sets, codes: CodeColumn([]))
            }
        } else {
            goals = nil
        }
        if columns.revenue, let range = directory.columns[.revenue] {
            revenue = try VisitSegment.revenue(
                of: PackedReader(try source.bytes(range)), eventCount: directory.eventCount)
        } else {
            revenue = SparseColumn()
        }
        self.directory = directory
        self.texts = texts
    }

    package var visitCount: Int { directory.visitCount }
    package var eventCount: Int { directory.eventCount }

    package func visitor(of visit: Int) throws -> UInt64 {
        let one: [UInt64] = try numbers(.visitors, visit..<(visit + 1))
        return one[0]
    }

    package func slice(_ visits: Range<Int>, _ columns: JourneyColumns) throws -> VisitSegment {
        let firsts: [UInt32] = try numbers(.firstEvents, visits.lowerBound..<(visits.upperBound + 1))
        let events = Int(firsts[0])..<Int(max(firsts[0], firsts[firsts.count - 1]))
        guard events.upperBound <= eventCount else { throw PackedError.malformed("where visits begin") }
        var visitTexts: [Dimension: TextColumn] = [:]
        var eventTexts: [Dimension: TextColumn] = [:]
        for dimension in columns.dimensions {
            guard let column = texts[dimension] else { continue }
            let rows = dimension.scope == .visit ? visits : events
            let text = TextColumn(
                texts: column.table, codes: try column.codes(rows, below: column.table.count, from: source))
            if dimension.scope == .visit { visitTexts[dimension] = text } else { eventTexts[dimension] = text }
        }
        let goals = try goals.map { column in
            GoalColumn(
                goals: column.table.goals, sets: column.table.sets,
                codes: try column.codes(events, below: column.table.sets.count, from: source))
        }
        let counts = columns.visits ? try CodedRows(source, try range(.eventCounts)) { _ throws(PackedError) in } : nil
        let segment = VisitSegment(
            base: directory.base, end: directory.end, visitCount: visits.count, eventCount: events.count,
            visitors: try numbers(.visitors, visits), starts: columns.visits ? try numbers(.starts, visits) : [],
            ends: columns.visits ? try numbers(.ends, visits) : [], firstEvents: firsts.map { $0 &- firsts[0] },
            eventCounts: try counts?.codes(visits, below: .max, from: source) ?? CodeColumn([]),
            pageviewCounts: CodeColumn([]), visitTexts: visitTexts,
            times: columns.events ? try numbers(.times, events) : [],
            kinds: columns.events ? try numbers(.kinds, events) : [], eventTexts: eventTexts,
            goals: goals ?? GoalColumn(goals: [], sets: [[]], codes: CodeColumn([])), revenue: revenue[events],
            scrollDepths: SparseColumn(), engagement: SparseColumn(), numbers: SparseColumn())
        try segment.check()
        return segment
    }

    private func range(_ column: SegmentColumn) throws(PackedError) -> Range<Int> {
        guard let range = directory.columns[column] else { throw .malformed("a segment without \(column.name)") }
        return range
    }

    private func numbers<Number: FixedWidthInteger>(_ column: SegmentColumn, _ rows: Range<Int>) throws -> [Number] {
        let range = try range(column)
        let size = Number.bitWidth / 8
        guard rows.upperBound * size <= range.count else { throw PackedError.endsEarly }
        return try source.numbers(Number.self, at: range.lowerBound + rows.lowerBound * size, count: rows.count)
    }
}
