package import MeshCore

/// The time that a question is about, before it is known when it is asked.
package enum DateRange: Hashable, Sendable {
    /// The day that it is.
    case day
    case last24Hours
    /// The days before today (`7d`, `28d`, `30d`, `91d`), today not among them.
    case lastDays(Int)
    /// The month that it is, to its end.
    case month
    /// The months before this one (`6mo`, `12mo`).
    case lastMonths(Int)
    case year
    /// From the site's first event on.
    case all
    /// The last 30 minutes.
    case realtime
    /// Days counted from 1970-01-01, both within.
    case days(ClosedRange<Int>)
    case moments(Range<Timestamp>)

    /// The time that it is, asked at a moment.
    ///
    /// - Parameter firstDay: The day of the site's first event.
    package func resolved(at now: Timestamp, in calendar: SiteCalendar, firstDay: Int) -> Range<Timestamp> {
        let today = calendar.day(of: now)
        switch self {
        case .last24Hours: return (now - .seconds(86_400))..<now
        case .realtime: return (now - .seconds(1800))..<now
        case .moments(let range): return range
        case .day, .lastDays, .month, .lastMonths, .year, .all, .days:
            return Self.range(of: days(today: today, firstDay: firstDay), in: calendar)
        }
    }

    /// The days that it is about; only where it goes by days.
    func days(today: Int, firstDay: Int) -> ClosedRange<Int> {
        switch self {
        case .day, .last24Hours, .realtime, .moments: return today...today
        case .days(let days): return days
        case .lastDays(let count): return (today - count)...(today - 1)
        case .all: return min(firstDay, today)...today
        case .month:
            let first = SiteCalendar.firstDay(of: .month, containing: today)
            return first...(SiteCalendar.dayAfter(.month, from: first) - 1)
        case .lastMonths(let count):
            let end = SiteCalendar.firstDay(of: .month, containing: today)
            let first = (0..<count).reduce(end) { day, _ in
                SiteCalendar.firstDay(of: .month, containing: day - 1)
            }
            return first...(end - 1)
        case .year:
            let year = CivilDate(dayNumber: today).year
            return Self.firstDay(ofYear: year)...(Self.firstDay(ofYear: year + 1) - 1)
        }
    }

    /// Whether it goes from a midnight to a midnight.
    var goesByDays: Bool {
        switch self {
        case .last24Hours, .realtime, .moments: false
        case .day, .lastDays, .month, .lastMonths, .year, .all, .days: true
        }
    }

    static func range(of days: ClosedRange<Int>, in calendar: SiteCalendar) -> Range<Timestamp> {
        calendar.start(ofDay: days.lowerBound)..<calendar.start(ofDay: days.upperBound + 1)
    }

    private static func firstDay(ofYear year: Int) -> Int {
        guard let date = CivilDate(year: year, month: 1, day: 1) else {
            preconditionFailure("every year has a first day")
        }
        return date.dayNumber
    }
}
