import MeshCore
import OrderedCollections

/// Makes the columns of a segment: what many events say alike is looked at once, and each row is a number then.
struct SegmentBuilder {
    private let visits: CodedVisits
    private let contents: [EventContent]

    init(_ visits: CodedVisits) {
        self.visits = visits
        contents = visits.tables.contents.all
    }

    /// The first and the last event.
    var span: (base: Timestamp, end: Timestamp) {
        var base = Timestamp(milliseconds: .max)
        var end = Timestamp(milliseconds: .min)
        for event in visits.events {
            base = min(base, event.time)
            end = max(end, event.time)
        }
        return visits.events.isEmpty ? (Timestamp(milliseconds: 0), Timestamp(milliseconds: 0)) : (base, end)
    }

    var kinds: [UInt8] {
        let kinds = contents.map(\.kind.rawValue)
        return visits.events.map { kinds[Int($0.content)] }
    }

    /// How many events of a kind each visit has.
    func count(_ counts: (EventKind) -> Bool) -> CodeColumn {
        let counted = contents.map { counts($0.kind) ? UInt32(1) : 0 }
        return CodeColumn(
            (0..<visits.count).map { visit in visits[visit].reduce(0) { $0 &+ counted[Int($1.content)] } })
    }

    /// What each visit's first event says of it, and where the visit began and ended.
    var visitTexts: [Dimension: TextColumn] {
        let rows = visits.firsts.dropLast().map { visits.events[$0].visit }
        let table = visits.tables.visits.all
        var columns: [Dimension: TextColumn] = [:]
        for dimension in Self.dimensions(table) {
            columns[dimension] = Self.column(
                rows, table.map { $0.first { $0.dimension == dimension }?.text })
        }
        let pages = pageviews
        for (dimension, rows, property) in [
            (Dimension.entryPage, pages.first, Dimension.page), (.exitPage, pages.last, .page),
            (.entryHostname, pages.first, .hostname), (.exitHostname, pages.last, .hostname),
        ] {
            columns[dimension] = Self.column(rows, contents.map { $0.value(of: property) } + [nil])
        }
        return columns
    }

    var eventTexts: [Dimension: TextColumn] {
        let rows = visits.events.map(\.content)
        var columns = [Dimension.eventName: Self.column(rows, contents.map(\.name))].compactMapValues(\.self)
        for dimension in Self.dimensions(contents.map(\.properties)) where dimension != .goal {
            columns[dimension] = Self.column(rows, contents.map { $0.value(of: dimension) })
        }
        return columns
    }

    var goals: GoalColumn {
        var goals: OrderedSet<String> = []
        var sets: OrderedSet<[Int]> = [[]]
        var known = [UInt32?](repeating: nil, count: contents.count)
        let codes = visits.events.map { event in
            let content = Int(event.content)
            if let code = known[content] { return code }
            let set = Set(contents[content].goals).sorted().map { goals.append($0).index }
            let code = UInt32(sets.append(set).index)
            known[content] = code
            return code
        }
        return GoalColumn(goals: Array(goals), sets: Array(sets), codes: CodeColumn(codes))
    }

    /// The values that few events have.
    func sparse<Value>(_ value: (EventContent) -> Value?) -> SparseColumn<Value> {
        var column = SparseColumn<Value>()
        let values = contents.map(value)
        guard values.contains(where: { $0 != nil }) else { return column }
        for (position, event) in visits.events.enumerated() {
            if let value = values[Int(event.content)] { column.append(value, at: position) }
        }
        return column
    }

    /// What the first and the last pageview of each visit say; where there is none, one more than all numbers.
    private var pageviews: (first: [UInt32], last: [UInt32]) {
        let isPageview = contents.map { $0.kind == .pageview }
        let none = UInt32(contents.count)
        var (first, last): ([UInt32], [UInt32]) = ([], [])
        for visit in 0..<visits.count {
            let events = visits[visit]
            first.append(events.first { isPageview[Int($0.content)] }?.content ?? none)
            last.append(events.last { isPageview[Int($0.content)] }?.content ?? none)
        }
        return (first, last)
    }

    private static func dimensions(_ table: [[EventProperty]]) -> Set<Dimension> {
        table.reduce(into: []) { all, properties in all.formUnion(properties.map(\.dimension)) }
    }

    /// A column of texts; nil when no row has one.
    ///
    /// - Parameters:
    ///   - rows: The number of each row.
    ///   - texts: What each number says.
    private static func column(_ rows: [UInt32], _ texts: [String?]) -> TextColumn? {
        var known: OrderedSet<String> = [Dimension.none]
        var codes = [UInt32](repeating: .max, count: texts.count)
        let column = rows.map { row in
            let number = Int(row)
            // Texts are numbered as rows meet them, not as the tables have them: the same visits give the same bytes.
            if codes[number] == .max { codes[number] = texts[number].map { UInt32(known.append($0).index) } ?? 0 }
            return codes[number]
        }
        return known.count == 1 ? nil : TextColumn(texts: Array(known), codes: CodeColumn(column))
    }
}
