/// One of the six fields of a cron expression: the numbers and names that it takes.
enum CronField: Hashable, Sendable, CaseIterable {
    case minute
    case hour
    case dayOfMonth
    case month
    case dayOfWeek
    case year

    /// The numbers that may be written. Sunday is day 1 of the week.
    var range: ClosedRange<Int> {
        switch self {
        case .minute: 0...59
        case .hour: 0...23
        case .dayOfMonth: 1...31
        case .month: 1...12
        case .dayOfWeek: 1...7
        case .year: Self.years
        }
    }

    /// The names that may be written in place of numbers, the first for the least number.
    var names: [String] {
        switch self {
        case .month: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
        case .dayOfWeek: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]
        case .minute, .hour, .dayOfMonth, .year: []
        }
    }

    /// The longest step that `/` takes: what `*/60` is refused by.
    var longestStep: Int { range.upperBound - (self == .year ? range.lowerBound : 0) }

    /// Whether a range may run over the end of the field (`FRI-MON`, `22-2`); years do not come round.
    var comesRound: Bool { self != .year }

    /// The years that EventBridge's expressions know.
    static let years = 1970...2199
}
