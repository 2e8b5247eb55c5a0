/// Reads the parts of a rule of a time zone one after another.
struct YearlyTimeRuleReader {
    private var rest: Substring

    init(_ text: String) {
        rest = text[...]
    }

    var isAtEnd: Bool { rest.isEmpty }

    func isAt(_ character: Character) -> Bool { rest.first == character }

    /// `CET`, or `<+03>`.
    mutating func takesName() -> Bool {
        if takes("<") {
            guard let end = rest.firstIndex(of: ">") else { return false }
            rest = rest[rest.index(after: end)...]
            return true
        }
        let name = rest.prefix { $0.isASCII && $0.isLetter }
        rest = rest[name.endIndex...]
        return name.count >= 3
    }

    /// `-1`, `5:30`, `+167:59:59`: in seconds.
    mutating func time(hours: Int) -> Int64? {
        let isNegative = takes("-")
        if !isNegative { _ = takes("+") }
        guard let hour = number(), hour <= hours else { return nil }
        var seconds = Int64(hour) * 3600
        if takes(":") {
            guard let minute = number(), minute < 60 else { return nil }
            seconds += Int64(minute) * 60
            if takes(":") {
                guard let second = number(), second < 60 else { return nil }
                seconds += Int64(second)
            }
        }
        return isNegative ? -seconds : seconds
    }

    /// `,M3.5.0/2`, `,J60`, `,59/-1`; at two o'clock when no time is written.
    mutating func date() -> YearlyDate? {
        guard takes(","), let day = day() else { return nil }
        guard takes("/") else { return YearlyDate(day: day, time: 7200) }
        guard let time = time(hours: 167) else { return nil }
        return YearlyDate(day: day, time: time)
    }

    private mutating func day() -> YearlyDate.Day? {
        if takes("J") {
            guard let count = number(), (1...365).contains(count) else { return nil }
            return .withoutLeapDay(count)
        }
        if takes("M") {
            guard let month = number(), (1...12).contains(month), takes("."), let week = number(),
                (1...5).contains(week), takes("."), let weekday = number(), weekday <= 6
            else { return nil }
            return .weekday(weekday, week: week, month: month)
        }
        guard let count = number(), count <= 365 else { return nil }
        return .ofYear(count)
    }

    private mutating func takes(_ character: Character) -> Bool {
        guard rest.first == character else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func number() -> Int? {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard (1...3).contains(digits.utf8.count) else { return nil }
        rest = rest[digits.endIndex...]
        return Int(digits)
    }
}
