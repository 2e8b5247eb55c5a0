import MeshCore

/// What the third field of a cron expression asks of the day of the month.
enum CronDayOfMonth: Hashable, Sendable {
    /// `*`, numbers, ranges, steps and lists.
    case days(CronValues)
    /// `L`, or `L-3`: so many days before the last day.
    case last(daysBefore: Int)
    /// `LW`: the last day from Monday to Friday.
    case lastWeekday
    /// `15W`: the day from Monday to Friday that is nearest, in the same month. A month without that day has none.
    case nearestWeekday(to: Int)

    /// The days of a month that this names.
    func days(ofMonth month: Int, year: Int, firstWeekday: Int) -> CronValues {
        let count = CivilDate.dayCount(ofMonth: month, year: year)
        switch self {
        case .days(let days): return days
        case .last(let daysBefore): return daysBefore < count ? CronValues([count - daysBefore]) : CronValues()
        case .lastWeekday: return CronValues([Self.nearestWeekday(to: count, of: count, firstWeekday: firstWeekday)])
        case .nearestWeekday(let day):
            guard day <= count else { return CronValues() }
            return CronValues([Self.nearestWeekday(to: day, of: count, firstWeekday: firstWeekday)])
        }
    }

    /// - Parameter firstWeekday: The day of the week of the first of the month, Sunday as 1.
    private static func nearestWeekday(to day: Int, of count: Int, firstWeekday: Int) -> Int {
        switch (firstWeekday - 1 + day - 1) % 7 + 1 {
        case 7: day == 1 ? 3 : day - 1
        case 1: day == count ? day - 2 : day + 1
        default: day
        }
    }
}
