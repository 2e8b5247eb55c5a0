import MeshCore

/// What the fifth field of a cron expression asks of the day of the week; Sunday is 1.
enum CronDayOfWeek: Hashable, Sendable {
    /// `*`, numbers, names, ranges, steps and lists.
    case weekdays(CronValues)
    /// `6L`: the last Friday of the month.
    case last(Int)
    /// `3#2`: the second Tuesday of the month. A month without a fifth one has none.
    case ordinal(Int, occurrence: Int)

    /// The days of a month that this names.
    func days(ofMonth month: Int, year: Int, firstWeekday: Int) -> CronValues {
        let count = CivilDate.dayCount(ofMonth: month, year: year)
        switch self {
        case .weekdays(let weekdays):
            return CronValues((1...count).filter { weekdays.contains((firstWeekday - 1 + $0 - 1) % 7 + 1) })
        case .last(let weekday):
            let first = Self.first(weekday, firstWeekday: firstWeekday)
            return CronValues([first + (count - first) / 7 * 7])
        case .ordinal(let weekday, let occurrence):
            let day = Self.first(weekday, firstWeekday: firstWeekday) + (occurrence - 1) * 7
            return day <= count ? CronValues([day]) : CronValues()
        }
    }

    private static func first(_ weekday: Int, firstWeekday: Int) -> Int {
        (weekday - firstWeekday + 7) % 7 + 1
    }
}
