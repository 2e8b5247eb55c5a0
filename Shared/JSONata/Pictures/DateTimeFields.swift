import MeshCore

/// The components of a moment in UTC, by the letters of pictures.
struct DateTimeFields {
    private let milliseconds: Int
    private let date: CivilDate

    private static let day = 86_400_000

    init(milliseconds: Int) {
        self.milliseconds = milliseconds
        date = CivilDate(dayNumber: Self.floor(milliseconds, Self.day))
    }

    private static func floor(_ number: Int, _ divisor: Int) -> Int {
        number >= 0 ? number / divisor : (number + 1) / divisor - 1
    }

    private var inDay: Int { milliseconds - date.dayNumber * Self.day }
    var hour: Int { inDay / 3_600_000 }

    /// The number of a component; 0 for those that are no numbers.
    func number(_ component: Character) -> Int {
        switch component {
        case "Y": date.year
        case "M": date.month
        case "D": date.day
        case "d": date.dayNumber - Self.dayNumber(date.year, 1) + 1
        case "F": Self.weekday(date.dayNumber)
        case "W": weekOfYear
        case "w": weekOfMonth
        case "X": weekYear
        case "x": weekMonth
        case "H": hour
        case "h": hour % 12 == 0 ? 12 : hour % 12
        case "m": inDay / 60_000 % 60
        case "s": inDay / 1000 % 60
        case "f": inDay % 1000
        default: 0
        }
    }

    /// The number of a month's first day; months beyond the year are those of the years around.
    static func dayNumber(_ year: Int, _ month: Int) -> Int {
        let years = floor(month - 1, 12)
        return CivilDate(year: year + years, month: month - years * 12, day: 1)?.dayNumber ?? 0
    }

    /// Monday is 1.
    private static func weekday(_ dayNumber: Int) -> Int {
        // 1970-01-01 was a Thursday.
        let offset = (dayNumber + 3) % 7
        return (offset < 0 ? offset + 7 : offset) + 1
    }

    /// The Monday of the week that holds the first Thursday (ISO 8601).
    private static func firstWeek(_ year: Int, _ month: Int) -> Int {
        let first = dayNumber(year, month)
        let weekday = weekday(first)
        return weekday > 4 ? first + 8 - weekday : first - (weekday - 1)
    }

    private func week(since start: Int) -> Int {
        Self.floor(date.dayNumber - start, 7) + 1
    }

    private var weekOfYear: Int {
        let week = week(since: Self.firstWeek(date.year, 1))
        if week > 52, date.dayNumber >= Self.firstWeek(date.year + 1, 1) { return 1 }
        return week < 1 ? self.week(since: Self.firstWeek(date.year - 1, 1)) : week
    }

    private var weekOfMonth: Int {
        let week = week(since: Self.firstWeek(date.year, date.month))
        if week > 4, date.dayNumber >= Self.firstWeek(date.year, date.month + 1) { return 1 }
        return week < 1 ? self.week(since: Self.firstWeek(date.year, date.month - 1)) : week
    }

    private var weekYear: Int {
        if date.dayNumber < Self.firstWeek(date.year, 1) { return date.year - 1 }
        return date.dayNumber >= Self.firstWeek(date.year + 1, 1) ? date.year + 1 : date.year
    }

    private var weekMonth: Int {
        if date.dayNumber < Self.firstWeek(date.year, date.month) { return date.month == 1 ? 12 : date.month - 1 }
        if date.dayNumber >= Self.firstWeek(date.year, date.month + 1) { return date.month == 12 ? 1 : date.month + 1 }
        return date.month
    }
}
