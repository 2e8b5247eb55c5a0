import MeshCore

/// When a schedule runs: `rate(value unit)`, `cron(six fields)` or `at(yyyy-mm-ddThh:mm:ss)`.
enum ScheduleExpression: Hashable, Sendable {
    /// Every so many seconds, from the start of the schedule on.
    case rate(seconds: Int64)
    /// At the minutes of the wall clock that an expression names.
    case cron(CronExpression)
    /// Once, at a time of the wall clock: seconds since 1970 as if it were UTC.
    case at(wallSeconds: Int64)

    /// Reads an expression; nil when EventBridge Scheduler takes no such expression.
    ///
    /// The keyword is taken in any case, and `rate(1 minutes)` as well as `rate(5 minute)`, as the service does.
    init?(_ text: String) {
        guard let open = text.firstIndex(of: "("), text.last == ")", text.utf8.count <= Self.longestText else {
            return nil
        }
        let body = text[text.index(after: open)...].dropLast()
        switch text[..<open].lowercased() {
        case "rate":
            guard let seconds = Self.rateSeconds(body) else { return nil }
            self = .rate(seconds: seconds)
        case "cron":
            guard let cron = CronExpression(fields: body) else { return nil }
            self = .cron(cron)
        case "at":
            guard let seconds = Self.wallSeconds(body) else { return nil }
            self = .at(wallSeconds: seconds)
        default: return nil
        }
    }

    /// Whether the schedule runs once only.
    var isOneTime: Bool {
        switch self {
        case .at: true
        case .rate, .cron: false
        }
    }

    /// What the service's API takes.
    private static let longestText = 256

    private static func rateSeconds(_ body: Substring) -> Int64? {
        guard body.first?.isWhitespace == false, body.last?.isWhitespace == false else { return nil }
        let parts = body.split(whereSeparator: \.isWhitespace)
        guard parts.count == 2, parts[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = Int64(parts[0]),
            value > 0, value <= Self.greatestRate,
            let unit = RateUnit(rawValue: String(parts[1]))
                ?? (parts[1].last == "s" ? RateUnit(rawValue: String(parts[1].dropLast())) : nil)
        else { return nil }
        return value * unit.seconds
    }

    /// A bound that keeps sums of times within 64 bits: far beyond the years that expressions know.
    private static let greatestRate: Int64 = 99_999_999

    /// `2026-11-21T01:02:03`, or without the seconds.
    private static func wallSeconds(_ body: Substring) -> Int64? {
        let bytes = Array(body.utf8)
        guard bytes.count == 19 || bytes.count == 16 else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            guard bytes[range].allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            return bytes[range].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }
        guard bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"), bytes[10] == UInt8(ascii: "T"),
            bytes[13] == UInt8(ascii: ":"), bytes.count == 16 || bytes[16] == UInt8(ascii: ":"),
            let year = number(0..<4), CronField.years.contains(year), let month = number(5..<7),
            let day = number(8..<10),
            let date = CivilDate(year: year, month: month, day: day),
            let hour = number(11..<13), hour < 24, let minute = number(14..<16), minute < 60,
            let second = bytes.count == 19 ? number(17..<19) : 0, second < 60
        else { return nil }
        return Int64(date.dayNumber) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    }
}
