import MeshCore

extension VisitSegment {
    /// Reads a whole segment from its file.
    ///
    /// - Throws: ``PackedError`` when the bytes are none that ``bytes`` gives.
    package init(bytes: [UInt8]) throws(PackedError) {
        let directory = try SegmentDirectory(bytes[...])
        var columns: [SegmentColumn: ArraySlice<UInt8>] = [:]
        for (name, range) in directory.columns {
            guard range.upperBound <= bytes.count else { throw .endsEarly }
            columns[name] = bytes[range]
        }
        try self.init(directory, columns, isPart: false)
    }

    /// Puts together what a scan needs of a segment; the other columns are empty.
    ///
    /// - Parameter columns: The bytes of ``SegmentDirectory/ranges(for:)``, in that order.
    /// - Throws: ``PackedError`` when the bytes are not those of the columns.
    package init(
        _ directory: SegmentDirectory, for scan: ReportScan, columns: [ArraySlice<UInt8>]
    ) throws(PackedError) {
        let names = directory.needed(by: scan).filter { directory.columns[$0] != nil }
        guard names.count == columns.count else { throw .malformed("the number of columns") }
        try self.init(directory, Dictionary(uniqueKeysWithValues: zip(names, columns)), isPart: true)
    }

    private init(
        _ directory: SegmentDirectory, _ columns: [SegmentColumn: ArraySlice<UInt8>], isPart: Bool
    ) throws(PackedError) {
        let (visitCount, eventCount) = (directory.visitCount, directory.eventCount)
        func reader(_ column: SegmentColumn) throws(PackedError) -> PackedReader {
            guard let bytes = columns[column] else { throw .malformed("a segment without \(column.name)") }
            return PackedReader(bytes)
        }
        func has(_ column: SegmentColumn) -> Bool { isPart == false || columns[column] != nil }
        func fixed<Number: FixedWidthInteger>(
            _ column: SegmentColumn, _ count: Int
        ) throws(PackedError) -> [Number] {
            guard has(column) else { return [] }
            var reader = try reader(column)
            return try reader.fixed(count)
        }
        func codes(_ column: SegmentColumn) throws(PackedError) -> CodeColumn {
            guard has(column) else { return CodeColumn([]) }
            var reader = try reader(column)
            return try CodeColumn(from: &reader, count: visitCount, below: .max)
        }
        func sparse<Value>(
            _ column: SegmentColumn, bits: Int, _ read: (inout PackedReader) throws(PackedError) -> Value
        ) throws(PackedError) -> SparseColumn<Value> {
            guard let bytes = columns[column] else { return SparseColumn() }
            var reader = PackedReader(bytes)
            return try SparseColumn(from: &reader, below: eventCount, bitsEach: bits, read)
        }
        var texts: [Dimension: TextColumn] = [:]
        for (name, bytes) in columns {
            guard let dimension = Dimension(name.name) else { continue }
            var reader = PackedReader(bytes)
            texts[dimension] = try TextColumn(
                from: &reader, count: dimension.scope == .visit ? visitCount : eventCount)
        }
        var goals = columns[.goals].map { PackedReader($0) }
        self.init(
            base: directory.base, end: directory.end, visitCount: visitCount, eventCount: eventCount,
            visitors: try fixed(.visitors, visitCount),
            starts: try fixed(.starts, visitCount), ends: try fixed(.ends, visitCount),
            firstEvents: try fixed(.firstEvents, visitCount + 1),
            eventCounts: try codes(.eventCounts), pageviewCounts: try codes(.pageviewCounts),
            visitTexts: texts.filter { $0.key.scope == .visit }, times: try fixed(.times, eventCount),
            kinds: try fixed(.kinds, eventCount), eventTexts: texts.filter { $0.key.scope == .event },
            goals: try goals.read(count: eventCount),
            revenue: try columns[.revenue].map { bytes throws(PackedError) in
                try Self.revenue(of: PackedReader(bytes), eventCount: eventCount)
            } ?? SparseColumn(),
            scrollDepths: try sparse(.scrollDepths, bits: 16) { reader throws(PackedError) in try reader.byte() },
            engagement: try sparse(.engagement, bits: 16) { reader throws(PackedError) in
                UInt32(clamping: try reader.number())
            },
            numbers: try sparse(.numbers, bits: 72) { reader throws(PackedError) in try reader.double() })
        try check()
    }

    /// What events brought.
    static func revenue(of bytes: PackedReader, eventCount: Int) throws(PackedError) -> SparseColumn<Money> {
        var reader = bytes
        return try SparseColumn(from: &reader, below: eventCount, bitsEach: 40) { reader throws(PackedError) in
            guard let currency = Currency(try reader.text()) else { throw .malformed("a currency") }
            return Money(amount: try reader.signed(), currency: currency)
        }
    }

    /// What scans rely on, of what was read.
    func check() throws(PackedError) {
        if !firstEvents.isEmpty {
            guard firstEvents[0] == 0, firstEvents[firstEvents.count - 1] == eventCount,
                Self.isOrdered(firstEvents, by: <)
            else { throw .malformed("where visits begin") }
        }
        let span = end.milliseconds - base.milliseconds
        guard Self.isOrdered(starts, ends), ends.isWithin(span), times.isWithin(span), Self.isOrdered(visitors, by: <=)
        else { throw .malformed("the order of visits") }
    }

    private static func isOrdered(_ starts: [UInt32], _ ends: [UInt32]) -> Bool {
        let (starts, ends) = (starts.span, ends.span)
        var wrong = 0
        for place in 0..<min(starts.count, ends.count) { wrong |= starts[place] > ends[place] ? 1 : 0 }
        return wrong == 0
    }

    /// No way out is looked for on the way, as that takes longer than the rest.
    private static func isOrdered<Number: FixedWidthInteger>(
        _ numbers: [Number], by isRight: (Number, Number) -> Bool
    ) -> Bool {
        let numbers = numbers.span
        guard numbers.count > 1 else { return true }
        var wrong = 0
        for place in 1..<numbers.count { wrong |= isRight(numbers[place - 1], numbers[place]) ? 0 : 1 }
        return wrong == 0
    }
}

extension [UInt32] {
    /// Whether all are so large at most.
    fileprivate func isWithin(_ limit: Int64) -> Bool {
        var greatest: UInt32 = 0
        let numbers = span
        for place in 0..<numbers.count { greatest = Swift.max(greatest, numbers[place]) }
        return Int64(greatest) <= limit
    }
}

extension PackedReader? {
    /// The goals of a segment; none where they are not read.
    fileprivate mutating func read(count: Int) throws(PackedError) -> GoalColumn {
        guard var reader = self else { return GoalColumn(goals: [], sets: [[]], codes: CodeColumn([])) }
        defer { self = reader }
        return try GoalColumn(from: &reader, count: count)
    }
}
