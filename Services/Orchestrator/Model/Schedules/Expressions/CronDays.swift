import MeshCore

/// Which of the two day fields of a cron expression decides: exactly one is `?`.
enum CronDays: Hashable, Sendable {
    case ofMonth(CronDayOfMonth)
    case ofWeek(CronDayOfWeek)

    /// The days of a month on which the expression runs.
    func days(ofMonth month: Int, year: Int) -> CronValues {
        // A CivilDate's first of a month always exists, and 1970-01-01 was a Thursday.
        guard let first = CivilDate(year: year, month: month, day: 1) else { return CronValues() }
        let firstWeekday = ((first.dayNumber + 4) % 7 + 7) % 7 + 1
        switch self {
        case .ofMonth(let rule): return rule.days(ofMonth: month, year: year, firstWeekday: firstWeekday)
        case .ofWeek(let rule): return rule.days(ofMonth: month, year: year, firstWeekday: firstWeekday)
        }
    }
}
