import MeshCore
import OrderedCollections

extension VisitSegment {
    /// How far the first and the last event of a segment may lie apart: what 32 bits of milliseconds hold.
    package static let greatestSpan = Duration.milliseconds(Int64(UInt32.max))

    /// Lays visits out in columns. The same visits in any order give the same segment.
    ///
    /// - Parameter visits: All within ``greatestSpan``.
    package init(visits: [Visit]) {
        self.init(CodedVisits(visits))
    }

    /// Lays visits out in columns.
    ///
    /// - Parameter visits: By visitor and begin; all within ``greatestSpan``.
    package init(_ visits: CodedVisits) {
        let builder = SegmentBuilder(visits)
        let (base, end) = builder.span
        precondition(base.duration(to: end) <= Self.greatestSpan, "a segment spans more than its times can hold")
        func offset(_ event: CodedEvent) -> UInt32 { UInt32(event.time.milliseconds - base.milliseconds) }
        let (events, firsts, lasts) = (visits.events, visits.firsts.dropLast(), visits.firsts.dropFirst())
        self.init(
            base: base, end: end, visitCount: visits.count, eventCount: events.count,
            visitors: firsts.map { events[$0].visitor },
            starts: firsts.map { offset(events[$0]) }, ends: lasts.map { offset(events[$0 - 1]) },
            firstEvents: visits.firsts.map { UInt32($0) }, eventCounts: builder.count { $0 != .signal },
            pageviewCounts: builder.count { $0 == .pageview }, visitTexts: builder.visitTexts,
            times: events.map(offset), kinds: builder.kinds, eventTexts: builder.eventTexts, goals: builder.goals,
            revenue: builder.sparse { $0.revenue },
            scrollDepths: builder.sparse { $0.scrollDepth.map { UInt8(min(max($0, 0), 100)) } },
            engagement: builder.sparse {
                $0.engagement > .zero ? UInt32(clamping: $0.engagement.wholeMilliseconds) : nil
            },
            numbers: builder.sparse { $0.number })
    }

    /// Lays visits out in as few segments as hold them.
    ///
    /// - Parameter visits: By visitor and begin.
    package static func segments(of visits: CodedVisits) -> [VisitSegment] {
        let weeks = visits.byWeeks
        return weeks.sorted { $0.key < $1.key }.map { VisitSegment($0.value) }
    }
}
