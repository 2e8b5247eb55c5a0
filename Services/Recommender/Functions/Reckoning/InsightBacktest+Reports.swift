import ShopInsights
import ShopScience

extension InsightBacktest {
    /// As it is told; figures that are no numbers are left out.
    init(_ report: BacktestReport) {
        self.init(
            method: report.method, baseline: report.baseline, protocol: report.protocolText, cases: report.caseCount,
            measures: report.measures.filter { $0.value.isFinite && $0.baseline.isFinite }.map {
                Measure(name: $0.name, value: $0.value, baseline: $0.baseline)
            }, beatsBaseline: report.beatsBaseline)
    }

    /// The means over several, as far as all have a figure; nil for none.
    ///
    /// - Parameters:
    ///   - method: What they have in common.
    ///   - others: By methods of their own, each with a name that stands before its figures.
    init?(
        meanOf reports: [BacktestReport], method: String, beside others: [(name: String, report: BacktestReport)] = []
    ) {
        guard let first = reports.first ?? others.first?.report else { return nil }
        var measures: [Measure] = []
        var wins = reports.isEmpty && first.beatsBaseline
        for (place, measure) in first.measures.enumerated() {
            let known = reports.compactMap { $0[measure.name] }.filter { $0.value.isFinite && $0.baseline.isFinite }
            guard !known.isEmpty else { continue }
            let mean = { (values: [Double]) in values.reduce(0, +) / Double(values.count) }
            let (value, baseline) = (mean(known.map(\.value)), mean(known.map(\.baseline)))
            measures.append(Measure(name: measure.name, value: value, baseline: baseline))
            if place == 0 { wins = measure.isBetterWhenLower ? value < baseline : value > baseline }
        }
        for (name, report) in others {
            measures += report.measures.filter { $0.value.isFinite && $0.baseline.isFinite }.map {
                Measure(name: "\(name) \($0.name)", value: $0.value, baseline: $0.baseline)
            }
        }
        let beside = others.map {
            "; \($0.name) by \($0.report.method) against \($0.report.baseline): \($0.report.protocolText)"
        }
        self.init(
            method: method, baseline: first.baseline,
            protocol: reports.isEmpty
                ? String(beside.joined().dropFirst(2))
                : "the mean of \(reports.count): \(first.protocolText)\(beside.joined())",
            cases: (reports + others.map(\.report)).reduce(0) { $0 + $1.caseCount }, measures: measures,
            beatsBaseline: wins)
    }
}
