package import MeshCore

/// A segment in its file, of which a question about journeys reads what it looks at: some visitors' visits at a time.
package struct StoredSegment: VisitorSlices {
    private let directory: SegmentDirectory
    private let source: any SegmentSource
    /// Texts and goals with where their codes lie, which all slices share.
    private let texts: [Dimension: CodedRows<[String]>]
    private let goals: CodedRows<GoalColumn>?
    private let counts: CodedRows<Void>?
    private let pageviews: CodedRows<Void>?
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
        func counts(_ column: SegmentColumn) throws -> CodedRows<Void> {
            guard let range = directory.columns[column] else { throw PackedError.malformed("a segment's counts") }
            return try CodedRows(source, range) { _ throws(PackedError) in }
        }
        self.counts = columns.counts ? try counts(.eventCounts) : nil
        pageviews = columns.pageviews ? try counts(.pageviewCounts) : nil
        self.directory = directory
        self.texts = texts
    }

    package var moments: ClosedRange<Timestamp> { directory.base...directory.end }

    package func texts(of dimension: Dimension) -> [String]? { texts[dimension]?.table }

    package var goalSets: (goals: [String], sets: [[Int]]) {
        goals.map { ($0.table.goals, $0.table.sets) } ?? ([], [[]])
    }

    package var visitCount: Int { directory.visitCount }
    package var eventCount: Int { directory.eventCount }

    package func visitor(of visit: Int) throws -> UInt64 {
        let one: [UInt64] = try numbers(.visitors, visit..<(visit + 1))
        return one[0]
    }

    /// Visitors are hashes, so that a place is guessed from their number, and mostly found in the first part that is read.
    package func place(of visitor: UInt64) throws -> Int {
        var (low, high) = (0, visitCount)
        var (least, greatest) = (UInt64.min, UInt64.max)
        var guesses = 0
        while low < high {
            // Where they are not spread evenly, halves come to an end, too.
            let isGuess = guesses < Self.mostGuesses && least <= visitor && visitor <= greatest && least < greatest
            let share = isGuess ? Double(visitor - least) / Double(greatest - least) : 0.5
            let guess = min(low + Int(share * Double(high - low)), high - 1)
            let first = max(low, guess - Self.guessedPart / 2)
            let rows = first..<min(high, first + Self.guessedPart)
            let visitors: [UInt64] = try numbers(.visitors, rows)
            let (before, behind) = (visitors[0], visitors[visitors.count - 1])
            if behind < visitor {
                (low, least) = (rows.upperBound, behind)
            } else if before >= visitor {
                (high, greatest) = (rows.lowerBound, before)
            } else {
                return rows.lowerBound + visitors.place(of: visitor)
            }
            guesses += 1
        }
        return low
    }

    package func slice(_ visits: Range<Int>, _ columns: JourneyColumns) throws -> VisitSegment {
        var firsts: [UInt32] = []
        var events = 0..<0
        if columns.reachEvents || !revenue.positions.isEmpty {
            if columns.firsts {
                firsts = try numbers(.firstEvents, visits.lowerBound..<(visits.upperBound + 1))
                events = try range(from: firsts[0], to: firsts[firsts.count - 1])
            } else {
                let first: [UInt32] = try numbers(.firstEvents, visits.lowerBound..<(visits.lowerBound + 1))
                let end: [UInt32] = try numbers(.firstEvents, visits.upperBound..<(visits.upperBound + 1))
                events = try range(from: first[0], to: end[0])
            }
        }
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
        let segment = VisitSegment(
            base: directory.base, end: directory.end, visitCount: visits.count, eventCount: events.count,
            visitors: columns.owners ? try numbers(.visitors, visits) : [],
            starts: columns.visits ? try numbers(.starts, visits) : [],
            ends: columns.visits ? try numbers(.ends, visits) : [],
            firstEvents: firsts.map { $0 &- UInt32(events.lowerBound) },
            eventCounts: try (columns.counts ? counts : nil)?.codes(visits, below: .max, from: source)
                ?? CodeColumn([]),
            pageviewCounts: try (columns.pageviews ? pageviews : nil)?.codes(visits, below: .max, from: source)
                ?? CodeColumn([]), visitTexts: visitTexts,
            times: columns.events ? try numbers(.times, events) : [],
            kinds: columns.events || columns.kinds ? try numbers(.kinds, events) : [], eventTexts: eventTexts,
            goals: goals ?? GoalColumn(goals: [], sets: [[]], codes: CodeColumn([])), revenue: revenue[events],
            scrollDepths: SparseColumn(), engagement: SparseColumn(), numbers: SparseColumn())
        try segment.check()
        return segment
    }

    /// Visitors that are read around a guess: about as far as it is wrong by chance where a day has a million.
    private static let guessedPart = 1024
    private static let mostGuesses = 8

    private func range(from first: UInt32, to end: UInt32) throws(PackedError) -> Range<Int> {
        guard first <= end, end <= eventCount else { throw .malformed("where visits begin") }
        return Int(first)..<Int(end)
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
