import MeshCore

/// The times of a day and the days of a calendar on which a schedule runs: `cron(minutes hours day-of-month month
/// day-of-week year)`, as EventBridge Scheduler reads it.
///
/// It speaks of the wall clock only; ``ScheduleTiming`` sets it into a time zone.
struct CronExpression: Hashable, Sendable {
    let minutes: CronValues
    let hours: CronValues
    let days: CronDays
    let months: CronValues
    /// Counted from 1970.
    let years: CronValues

    /// The first minute of the wall clock that the expression names and that is not before a bound.
    ///
    /// - Parameter bound: Seconds of the wall clock since 1970, as if it were UTC; also what is returned.
    /// - Returns: A whole minute; nil when no such minute comes until the end of 2199.
    func firstWallMinute(from bound: Int64) -> Int64? {
        let minuteCount = bound > 0 ? (bound + 59) / 60 : 0
        let start = CivilDate(dayNumber: Int(minuteCount / 1440))
        let minuteOfDay = Int(minuteCount % 1440)
        if let onFirstDay = firstMinute(onOrAfter: minuteOfDay), isDay(start) {
            return Int64(start.dayNumber) * 86_400 + Int64(onFirstDay) * 60
        }
        guard let day = firstDay(after: start), let minute = firstMinute(onOrAfter: 0) else { return nil }
        return Int64(day.dayNumber) * 86_400 + Int64(minute) * 60
    }

    /// The first minute of a day that hours and minutes allow, counted from midnight.
    private func firstMinute(onOrAfter bound: Int) -> Int? {
        let hour = bound / 60
        if hours.contains(hour), let minute = minutes.least(from: bound % 60) { return hour * 60 + minute }
        guard let later = hours.least(from: hour + 1), let minute = minutes.least(from: 0) else { return nil }
        return later * 60 + minute
    }

    private func isDay(_ date: CivilDate) -> Bool {
        years.contains(date.year - CronField.years.lowerBound) && months.contains(date.month)
            && days.days(ofMonth: date.month, year: date.year).contains(date.day)
    }

    private func firstDay(after date: CivilDate) -> CivilDate? {
        var year = date.year
        var month = date.month
        var day = date.day + 1
        while let offset = years.least(from: year - CronField.years.lowerBound) {
            if offset + CronField.years.lowerBound != year {
                (year, month, day) = (offset + CronField.years.lowerBound, 1, 1)
            }
            while let next = months.least(from: month) {
                if next != month { (month, day) = (next, 1) }
                if let found = days.days(ofMonth: month, year: year).least(from: day),
                    let date = CivilDate(year: year, month: month, day: found)
                {
                    return date
                }
                (month, day) = (month + 1, 1)
            }
            (year, month, day) = (year + 1, 1, 1)
        }
        return nil
    }
}
