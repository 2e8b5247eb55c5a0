import MeshCore
import ShopScience

/// What a command of `orrery science` found.
protocol ScienceReport: Encodable {
    /// For people.
    var text: String { get }
}

/// Words and numbers of reports for people.
enum ScienceText {
    /// With three digits that count, or all before the point.
    static func number(_ value: Double) -> String {
        guard value.isFinite else { return "\(value)" }
        let size = abs(value)
        let digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3
        return fixed(value, digits: digits)
    }

    /// With so many digits after the point.
    static func fixed(_ value: Double, digits: Int) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
        let unit = (0..<digits).reduce(1.0) { unit, _ in unit * 10 }
        let whole = Int64((abs(value) * unit).rounded())
        let sign = value < 0 && whole > 0 ? "-" : ""
        guard digits > 0 else { return "\(sign)\(whole)" }
        let text = String(whole)
        let padded = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
        return "\(sign)\(padded.dropLast(digits)).\(padded.suffix(digits))"
    }

    static func percent(_ share: Double) -> String { "\(fixed(share * 100, digits: 1)) %" }

    /// A back-test: what was judged, and each figure beside the baseline's.
    static func backtest(_ report: BacktestReport) -> String {
        var rows = [["back-test", report.method, report.baseline]]
        rows += report.measures.map { [$0.name, number($0.value), number($0.baseline)] }
        let verdict = report.beatsBaseline ? "" : "\nIt is no better than the baseline: do not rely on it."
        return "\(TextTable.text(rows))\n\(report.caseCount) cases: \(report.protocolText).\(verdict)"
    }

    /// A day of the calendar, as it is written.
    static func date(_ day: Double) -> String {
        guard abs(day) < 1e7 else { return "later" }
        let date = CivilDate(dayNumber: Int(day.rounded(.down)))
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(date.year)-\(two(date.month))-\(two(date.day))"
    }
}
