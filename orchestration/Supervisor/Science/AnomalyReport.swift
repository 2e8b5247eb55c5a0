import ShopScience

/// What is unusual in a series.
struct AnomalyReport: ScienceReport {
    struct Finding: Encodable {
        let time: String
        let value: Double
        let expected: Double
        /// In robust standard deviations.
        let score: Double
    }

    /// What found it.
    let method: String
    /// How often it is wrong where nothing is unusual.
    let falseAlarms: String
    let values: Int
    let findings: [Finding]
    let backtest: BacktestReport?

    var text: String {
        var lines: [String] = []
        if findings.isEmpty {
            lines.append("nothing unusual in \(values) values")
        } else {
            let rows = findings.map { finding in
                [
                    finding.time, ScienceText.number(finding.value), ScienceText.number(finding.expected),
                    ScienceText.fixed(finding.score, digits: 1),
                ]
            }
            lines.append(TextTable.text([["time", "value", "expected", "deviations"]] + rows))
        }
        lines.append("\(method); \(falseAlarms)")
        if let backtest { lines.append(ScienceText.backtest(backtest)) }
        return lines.joined(separator: "\n")
    }
}
