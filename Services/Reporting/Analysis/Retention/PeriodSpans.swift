import MeshCore

/// The periods that lie in a segment's time.
struct PeriodSpans {
    struct Period {
        /// The first day, counted from 1970-01-01.
        let day: Int
        /// Counts periods: those next to each other differ by one.
        let number: Int
    }

    private var periods: [Period] = []
    /// Where each begins, in milliseconds after the segment's base.
    private var starts: [Int64] = []

    init(of segment: VisitSegment, by grain: RetentionDefinition.Grain, in calendar: SiteCalendar) {
        let base = segment.base
        var day = SiteCalendar.firstDay(of: grain.calendarGrain, containing: calendar.day(of: base))
        let last = SiteCalendar.firstDay(of: grain.calendarGrain, containing: calendar.day(of: segment.end))
        while day <= last {
            periods.append(Period(day: day, number: Self.number(of: day, grain)))
            starts.append(calendar.start(ofDay: day).milliseconds - base.milliseconds)
            day = SiteCalendar.dayAfter(grain.calendarGrain, from: day)
        }
    }

    /// The place of the period in which a time lies.
    func place(_ offset: UInt32) -> Int {
        var place = starts.count - 1
        // A segment has few periods, and mostly one.
        while place > 0, starts[place] > Int64(offset) { place -= 1 }
        return place
    }

    subscript(place: Int) -> Period { periods[place] }

    private static func number(of day: Int, _ grain: RetentionDefinition.Grain) -> Int {
        switch grain {
        case .day: return day
        // First days of weeks are apart by seven.
        case .week: return (day + 3) / 7
        case .month:
            let date = CivilDate(dayNumber: day)
            return date.year * 12 + date.month
        }
    }
}
