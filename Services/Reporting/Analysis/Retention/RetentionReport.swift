package import MeshCore

/// Cohorts and what became of them.
package struct RetentionReport: Hashable, Sendable {
    /// By day; only those that have visitors.
    package let cohorts: [RetentionCohort]

    /// Counts the visitors of some segments.
    ///
    /// - Parameters:
    ///   - segments: All that hold events from the begin of the definition's range on.
    ///   - watermark: Up to when all events are counted.
    package init(
        _ definition: RetentionDefinition, over segments: [VisitSegment], in calendar: SiteCalendar,
        watermark: Timestamp
    ) {
        let walk = VisitorWalk(segments: segments)
        var counting = RetentionCounting(definition, walk, calendar)
        walk.forEach { _, visits in counting.take(visits) }
        let grain = definition.grain.calendarGrain
        cohorts = counting.cohorts.sorted { $0.key < $1.key }.map { day, cohort in
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
