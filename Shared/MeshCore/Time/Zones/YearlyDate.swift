/// A day that a rule names in every year, and the time of the wall clock on it.
struct YearlyDate: Hashable, Sendable {
    enum Day: Hashable, Sendable {
        /// `J60`: counted from 1 without the 29th of February.
        case withoutLeapDay(Int)
        /// `59`: counted from 0 with the 29th of February.
        case ofYear(Int)
        /// `M3.5.0`: a weekday (Sunday as 0) of a week of a month; week 5 is the last.
        case weekday(Int, week: Int, month: Int)
    }

    let day: Day
    /// Seconds after midnight; below zero and beyond a day too.
    let time: Int64

    /// The time in a year, in seconds since 1970 as if the wall clock were UTC.
    func wallSeconds(ofYear year: Int) -> Int64 {
        Int64(dayNumber(ofYear: year)) * 86_400 + time
    }

    private func dayNumber(ofYear year: Int) -> Int {
        let newYear = Self.firstDayNumber(ofMonth: 1, year: year)
        switch day {
        case .ofYear(let count): return newYear + count
        case .withoutLeapDay(let count): return newYear + count - 1 + (CivilDate.isLeap(year) && count >= 60 ? 1 : 0)
        case .weekday(let weekday, let week, let month):
            let first = Self.firstDayNumber(ofMonth: month, year: year)
            // 1970-01-01 was a Thursday.
            let firstWeekday = ((first + 4) % 7 + 7) % 7
            var day = (weekday - firstWeekday + 7) % 7 + (week - 1) * 7
            if day >= CivilDate.dayCount(ofMonth: month, year: year) { day -= 7 }
            return first + day
        }
    }

    private static func firstDayNumber(ofMonth month: Int, year: Int) -> Int {
        guard let date = CivilDate(year: year, month: month, day: 1) else {
            preconditionFailure("a rule of a time zone names month \(month)")
        }
        return date.dayNumber
    }
}
