import FoundationEssentials
import MeshCore
import ReportAnalysis

/// The words and numbers of reports as people read them, in English.
enum ReportWords {
    /// `Bounce rate` for `bounce_rate`.
    static func title(_ metric: Metric) -> String { capitalized(metric.rawValue) }

    /// `Entry page` for `visit:entry_page`, `Day` for `time:day`.
    static func title(_ dimension: QueryDimension) -> String {
        capitalized(dimension.name.split(separator: ":", maxSplits: 1).last.map(String.init) ?? dimension.name)
    }

    private static func capitalized(_ name: String) -> String {
        let words = name.replacing("_", with: " ").replacing("props:", with: "")
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    static func text(_ value: MetricValue, of metric: Metric) -> String {
        switch value {
        case .count(let count): grouped(String(count))
        case .number(let number): text(number, of: metric)
        case .money(let amounts): amounts.map(MoneyText.text).joined(separator: ", ")
        case .none: "–"
        }
    }

    private static func text(_ number: Double, of metric: Metric) -> String {
        switch metric {
        case .bounceRate, .scrollDepth, .percentage, .conversionRate, .groupConversionRate: "\(rounded(number)) %"
        case .visitDuration, .timeOnPage: duration(number)
        case .visitors, .visits, .pageviews, .events, .viewsPerVisit, .averageRevenue, .totalRevenue, .medianNumber,
            .p75Number, .p95Number:
            rounded(number)
        }
    }

    /// `3 min 05 s`.
    private static func duration(_ seconds: Double) -> String {
        guard let whole = Int(exactly: seconds.rounded()) else { return "–" }
        let (minutes, rest) = whole.quotientAndRemainder(dividingBy: 60)
        return minutes == 0 ? "\(rest) s" : "\(minutes) min \(rest < 10 ? "0" : "")\(rest) s"
    }

    /// With at most two digits behind the point.
    private static func rounded(_ number: Double) -> String {
        let hundredths = (number * 100).rounded()
        guard let whole = Int64(exactly: hundredths) else { return "\(number)" }
        let (units, rest) = whole.magnitude.quotientAndRemainder(dividingBy: 100)
        let digits = rest == 0 ? "" : rest % 10 == 0 ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)"
        return (whole < 0 ? "-" : "") + grouped(String(units)) + digits
    }

    /// `12,345`.
    private static func grouped(_ digits: String) -> String {
        var (text, count) = ("", 0)
        for digit in digits.reversed() {
            if count > 0, count % 3 == 0, digit != "-" { text.append(",") }
            text.append(digit)
            count += 1
        }
        return String(text.reversed())
    }
}
