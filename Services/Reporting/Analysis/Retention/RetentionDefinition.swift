package import MeshCore

/// Who came back, by when they came first.
package struct RetentionDefinition: Hashable, Sendable {
    /// What makes a visitor one of a cohort: the first such event in ``range``; nil for any event.
    package let birth: ReportFilter?
    /// What counts as coming back; nil for any event.
    package let comeback: ReportFilter?
    /// How long cohorts and periods are: days, weeks or months of the site.
    package let grain: Grain
    /// When cohorts begin.
    package let range: Range<Timestamp>
    /// How many periods are looked at, the cohort's own among them.
    package let periodCount: Int
    package let kind: Kind

    package enum Grain: String, Hashable, Sendable, CaseIterable {
        case day, week, month

        var calendarGrain: CalendarGrain {
            switch self {
            case .day: .day
            case .week: .week
            case .month: .month
            }
        }
    }

    package enum Kind: String, Hashable, Sendable {
        /// What was in the period itself.
        case exact
        /// What was in the period or any later one that is looked at.
        case unbounded
    }

    /// What is looked at; when visits are and their events where the rest does not tell enough.
    package var columns: JourneyColumns {
        let dimensions = (birth?.dimensions ?? []).union(comeback?.dimensions ?? [])
        return JourneyColumns(counts: true, revenue: true, dimensions: dimensions)
    }

    package static let periodCounts = 1...120

    /// Takes a definition; nil with too few or too many periods.
    package init?(
        birth: ReportFilter? = nil, comeback: ReportFilter? = nil, grain: Grain, range: Range<Timestamp>,
        periodCount: Int, kind: Kind = .exact
    ) {
        guard Self.periodCounts.contains(periodCount) else { return nil }
        self.birth = birth
        self.comeback = comeback
        self.grain = grain
        self.range = range
        self.periodCount = periodCount
        self.kind = kind
    }
}
