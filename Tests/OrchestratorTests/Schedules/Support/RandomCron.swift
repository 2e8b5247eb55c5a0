import MeshCore

/// A cron expression made by chance, beside a slow and plain judgement of which minutes it names.
///
/// The judgement shares nothing with what is tested: it asks each field's terms in turn, for one minute of the wall clock.
struct RandomCron {
    /// One term of a field: its text, and whether it takes a number.
    struct Term {
        let text: String
        let takes: (Int) -> Bool
    }

    /// One of the day fields, which looks at the whole date.
    struct DayTerm {
        let text: String
        let takes: (_ day: Int, _ month: Int, _ year: Int) -> Bool
    }

    let text: String
    private let minute: Term
    private let hour: Term
    private let month: Term
    private let year: Term
    private let day: DayTerm

    init(random: inout SplitMix64) {
        minute = Self.field(0, 59, random: &random)
        hour = random.below(3) == 0 ? Self.any : Self.field(0, 23, random: &random)
        month = random.below(2) == 0 ? Self.any : Self.field(1, 12, random: &random)
        year = random.below(4) == 0 ? Self.field(2020, 2045, random: &random) : Self.any
        let isOfMonth = random.below(2) == 0
        day = isOfMonth ? Self.dayOfMonth(&random) : Self.dayOfWeek(&random)
        let days = isOfMonth ? [day.text, month.text, "?"] : ["?", month.text, day.text]
        text = "cron(\(([minute.text, hour.text] + days + [year.text]).joined(separator: " ")))"
    }

    /// Whether it names a minute of the wall clock, given in seconds since 1970 as if it were UTC.
    func names(wallSeconds: Int64) -> Bool {
        guard wallSeconds % 60 == 0 else { return false }
        let minutes = Int(wallSeconds / 60)
        let date = CivilDate(dayNumber: minutes / 1440)
        return minute.takes(minutes % 60) && hour.takes(minutes / 60 % 24) && month.takes(date.month)
            && year.takes(date.year) && day.takes(date.day, date.month, date.year)
    }

    private static var any: Term { Term(text: "*") { _ in true } }

    private static func field(_ low: Int, _ high: Int, random: inout SplitMix64) -> Term {
        let terms = (0...random.below(3)).map { _ in term(low, high, random: &random) }
        return Term(text: terms.map(\.text).joined(separator: ",")) { number in
            terms.contains { $0.takes(number) }
        }
    }

    private static func term(_ low: Int, _ high: Int, random: inout SplitMix64) -> Term {
        let first = low + random.below(high - low + 1)
        let last = first + random.below(high - first + 1)
        let step = 1 + random.below(min(high - low, 20))
        switch random.below(5) {
        case 0: return Term(text: "\(first)") { $0 == first }
        case 1: return Term(text: "\(first)-\(last)") { $0 >= first && $0 <= last }
        case 2: return Term(text: "\(first)-\(last)/\(step)") { $0 >= first && $0 <= last && ($0 - first) % step == 0 }
        case 3:
            // Counted from the least number of the field, as EventBridge knows it, not of this test.
            let base = low >= 1970 ? 1970 : low
            return Term(text: "*/\(step)") { ($0 - base) % step == 0 }
        default: return Term(text: "\(first)/\(step)") { $0 >= first && ($0 - first) % step == 0 }
        }
    }

    private static func dayOfMonth(_ random: inout SplitMix64) -> DayTerm {
        let day = 1 + random.below(31)
        switch random.below(6) {
        case 0: return DayTerm(text: "L") { $0 == CivilDate.dayCount(ofMonth: $1, year: $2) }
        case 1:
            return DayTerm(text: "L-\(day % 30 + 1)") {
                $0 == CivilDate.dayCount(ofMonth: $1, year: $2) - (day % 30 + 1)
            }
        case 2:
            return DayTerm(text: "LW") { found, month, year in
                let count = CivilDate.dayCount(ofMonth: month, year: year)
                return found == (1...count).last { isWorkday($0, month, year) }
            }
        case 3:
            return DayTerm(text: "\(day)W") { found, month, year in
                let count = CivilDate.dayCount(ofMonth: month, year: year)
                guard day <= count else { return false }
                let workdays = (1...count).filter { isWorkday($0, month, year) }
                return found == workdays.min { abs($0 - day) < abs($1 - day) }
            }
        default:
            let term = field(1, 31, random: &random)
            return DayTerm(text: term.text) { found, _, _ in term.takes(found) }
        }
    }

    private static func dayOfWeek(_ random: inout SplitMix64) -> DayTerm {
        let wanted = 1 + random.below(7)
        let name = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"][wanted - 1]
        let written = random.below(2) == 0 ? name : "\(wanted)"
        switch random.below(5) {
        case 0:
            return DayTerm(text: "\(written)L") { found, month, year in
                weekday(found, month, year) == wanted && found + 7 > CivilDate.dayCount(ofMonth: month, year: year)
            }
        case 1:
            let occurrence = 1 + random.below(5)
            return DayTerm(text: "\(written)#\(occurrence)") { found, month, year in
                weekday(found, month, year) == wanted && (found - 1) / 7 + 1 == occurrence
            }
        case 2: return DayTerm(text: "L") { weekday($0, $1, $2) == 7 }
        case 3: return DayTerm(text: "\(name),\(name)") { weekday($0, $1, $2) == wanted }
        default:
            let term = field(1, 7, random: &random)
            return DayTerm(text: term.text) { term.takes(weekday($0, $1, $2)) }
        }
    }

    private static func isWorkday(_ day: Int, _ month: Int, _ year: Int) -> Bool {
        (2...6).contains(weekday(day, month, year))
    }

    /// Sunday as 1, by Zeller's congruence.
    private static func weekday(_ day: Int, _ month: Int, _ year: Int) -> Int {
        let (month, year) = month < 3 ? (month + 12, year - 1) : (month, year)
        let zeller = (day + 13 * (month + 1) / 5 + year % 100 + year % 100 / 4 + year / 100 / 4 + 5 * (year / 100)) % 7
        return (zeller + 6) % 7 + 1
    }
}
