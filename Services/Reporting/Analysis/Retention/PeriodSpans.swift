import MeshCore

/// The periods that lie in a segment's time, and whether cohorts begin then.
struct PeriodSpans: Sendable {
    struct Period: Sendable {
        /// The first day, counted from 1970-01-01.
        let day: Int
        /// Counts periods: those next to each other differ by one.
        let number: Int
    }

    private var periods: [Period] = []
    /// Where each begins, in milliseconds after the segment's base.
    private var starts: [Int64] = []
    /// When cohorts begin, in milliseconds after the segment's base.
    private let range: Range<Int64>
    private let end: Int64

    /// - Parameter moments: The first event of the segment, and the last.
    init(of moments: ClosedRange<Timestamp>, for definition: RetentionDefinition, in calendar: SiteCalendar) {
        let (base, grain, range) = (moments.lowerBound, definition.grain, definition.range)
        self.range =
            (range.lowerBound.milliseconds - base.milliseconds)..<(range.upperBound.milliseconds - base.milliseconds)
        end = moments.upperBound.milliseconds - base.milliseconds
        var day = SiteCalendar.firstDay(of: grain.calendarGrain, containing: calendar.day(of: base))
        let last = SiteCalendar.firstDay(of: grain.calendarGrain, containing: calendar.day(of: moments.upperBound))
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

    /// The only period, if all that is between some moments lies in one, and in the range as a whole or not at all.
    func only(_ first: Int64, _ last: Int64) -> Period? {
        guard isInRange(first) == isInRange(last), first >= range.lowerBound || last < range.upperBound else {
            return nil
        }
        let place = place(UInt32(clamping: first))
        return place == self.place(UInt32(clamping: last)) ? periods[place] : nil
    }

    /// The only period of the whole segment, if it lies in one, and in the range as a whole or not at all.
    var only: Period? { only(0, end) }

    /// Whether a cohort can begin then.
    func isInRange(_ offset: Int64) -> Bool { range.contains(offset) }

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
