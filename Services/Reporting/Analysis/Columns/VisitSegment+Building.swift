import MeshCore
import OrderedCollections

extension VisitSegment {
    /// How far the first and the last event of a segment may lie apart: what 32 bits of milliseconds hold.
    package static let greatestSpan = Duration.milliseconds(Int64(UInt32.max))

    /// Lays visits out in columns. The same visits in any order give the same segment.
    ///
    /// - Parameter visits: All within ``greatestSpan``.
    package init(visits: [Visit]) {
        let visits = visits.sorted { ($0.visitor, $0.start) < ($1.visitor, $1.start) }
        let base = visits.map(\.start).min() ?? Timestamp(milliseconds: 0)
        let end = visits.map(\.end).max() ?? base
        precondition(base.duration(to: end) <= Self.greatestSpan, "a segment spans more than its times can hold")
        func offset(_ moment: Timestamp) -> UInt32 { UInt32(moment.milliseconds - base.milliseconds) }
        let events = visits.flatMap(\.events)
        var firstEvents: [UInt32] = [0]
        for visit in visits { firstEvents.append(firstEvents[firstEvents.count - 1] + UInt32(visit.events.count)) }

        self.init(
            base: base, end: end, visitors: visits.map(\.visitor), starts: visits.map { offset($0.start) },
            ends: visits.map { offset($0.end) }, firstEvents: firstEvents,
            eventCounts: CodeColumn(visits.map { UInt32($0.eventCount) }),
            pageviewCounts: CodeColumn(visits.map { UInt32($0.pageviewCount) }),
            visitTexts: Self.visitTexts(of: visits), times: events.map { offset($0.time) },
            kinds: events.map(\.kind.rawValue), eventTexts: Self.eventTexts(of: events), goals: Self.goals(of: events),
            revenue: Self.sparse(events) { $0.revenue },
            scrollDepths: Self.sparse(events) { $0.scrollDepth.map { UInt8(min(max($0, 0), 100)) } },
            engagement: Self.sparse(events) {
                $0.engagement > .zero ? UInt32(clamping: $0.engagement.wholeMilliseconds) : nil
            },
            numbers: Self.sparse(events) { $0.number })
    }

    /// Lays visits out in as few segments as hold them: those that begin within some weeks are together.
    package static func segments(of visits: [Visit]) -> [VisitSegment] {
        // A visit lasts a day at most, so all events of three weeks of visits are in reach of a segment's times.
        let weeks = Dictionary(grouping: visits) { visit in
            (Double(visit.start.milliseconds) / (21 * 86_400_000)).rounded(.down)
        }
        return weeks.sorted { $0.key < $1.key }.map { VisitSegment(visits: $0.value) }
    }

    private static func visitTexts(of visits: [Visit]) -> [Dimension: TextColumn] {
        var dimensions: Set<Dimension> = [.entryPage, .exitPage, .entryHostname, .exitHostname]
        for visit in visits { dimensions.formUnion(visit.events[0].values.keys.filter { $0.scope == .visit }) }
        return columns(of: dimensions, rows: visits) { $0.value(of: $1) }
    }

    private static func eventTexts(of events: [ReportEvent]) -> [Dimension: TextColumn] {
        var dimensions: Set<Dimension> = [.eventName]
        for event in events { dimensions.formUnion(event.values.keys.filter { $0.scope == .event && $0 != .goal }) }
        return columns(of: dimensions, rows: events) { $0.value(of: $1) }
    }

    private static func columns<Row>(
        of dimensions: Set<Dimension>, rows: [Row], value: (Row, Dimension) -> String?
    ) -> [Dimension: TextColumn] {
        var columns: [Dimension: TextColumn] = [:]
        for dimension in dimensions {
            var builder = TextColumnBuilder()
            for row in rows { builder.append(value(row, dimension)) }
            columns[dimension] = builder.column
        }
        return columns
    }

    private static func goals(of events: [ReportEvent]) -> GoalColumn {
        var goals: OrderedSet<String> = []
        var sets: OrderedSet<[Int]> = [[]]
        let codes = events.map { event in
            let set = Set(event.goals).sorted().map { goals.append($0).index }
            return UInt32(sets.append(set).index)
        }
        return GoalColumn(goals: Array(goals), sets: Array(sets), codes: CodeColumn(codes))
    }

    private static func sparse<Value>(
        _ events: [ReportEvent], value: (ReportEvent) -> Value?
    ) -> SparseColumn<Value> {
        var column = SparseColumn<Value>()
        for (position, event) in events.enumerated() {
            if let value = value(event) { column.append(value, at: position) }
        }
        return column
    }
}
