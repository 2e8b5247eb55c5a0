package import MeshCore

/// Cohorts and what became of them.
package struct RetentionReport: Hashable, Sendable {
    /// By day; only those that have visitors.
    package let cohorts: [RetentionCohort]

    /// Counts the visitors of some segments.
    ///
    /// - Parameters:
    ///   - segments: All that hold events from the begin of the definition's range on; what they hold of a visitor follows in time.
    ///   - watermark: Up to when all events are counted.
    package init(
        _ definition: RetentionDefinition, over segments: [VisitSegment], in calendar: SiteCalendar,
        watermark: Timestamp
    ) {
        var counting = RetentionCounting(definition)
        counting.reset(0 ... .max, atMost: segments.reduce(0) { $0 + $1.visitCount })
        for segment in segments {
            counting.take(segment, PeriodSpans(of: segment.moments, for: definition, in: calendar)) {
                segment.slice($0, definition.columns.withVisits.withEvents)
            }
        }
        self.init(definition, parts: [counting.found], in: calendar, watermark: watermark)
    }

    /// Counts the visitors of some segments, some visitors at a time, on all cores.
    ///
    /// - Parameters:
    ///   - journeys: All that hold events from the begin of the definition's range on.
    ///   - watermark: Up to when all events are counted.
    /// - Throws: What reading throws.
    package init(
        _ definition: RetentionDefinition, over journeys: VisitorParts, in calendar: SiteCalendar,
        watermark: Timestamp
    ) throws {
        let spans = journeys.moments.map { PeriodSpans(of: $0, for: definition, in: calendar) }
        let parts = try journeys.map({ RetentionCounting(definition) }) { counting, part in
            counting.reset(part.span, atMost: part.visitCount)
            for place in part.places {
                let columns = spans[place].only == nil ? definition.columns.withVisits : definition.columns
                try counting.take(try part.segment(place, columns), spans[place]) {
                    try part.segment(place, definition.columns.withVisits.withEvents, of: $0)
                }
            }
            return counting.found
        }
        self.init(definition, parts: parts, in: calendar, watermark: watermark)
    }

    private init(
        _ definition: RetentionDefinition, parts: [[Int: RetentionCohorts.Cohort]], in calendar: SiteCalendar,
        watermark: Timestamp
    ) {
        var found = RetentionCohorts()
        for part in parts { found.add(part) }
        let grain = definition.grain.calendarGrain
        cohorts = found.all.sorted { $0.key < $1.key }.map { day, cohort in
            var end = day
            var complete = 0
            for _ in 0..<definition.periodCount {
                end = SiteCalendar.dayAfter(grain, from: end)
                guard calendar.start(ofDay: end) <= watermark else { break }
                complete += 1
            }
            return RetentionCohort(day: day, size: cohort.size, values: cohort.values, completeCount: complete)
        }
    }
}
