import ArgumentParser
import ShopScience

/// `orrery science anomalies`.
struct ScienceAnomaliesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "anomalies", abstract: "Finds what is unusual in a series of numbers.",
        discussion: """
            The table has the columns time, which may be any text, and value; rows are of equal periods, the oldest first. A seasonal \
            hybrid ESD test looks at the whole series: what trend and season by medians do not explain. --watch N takes the first N \
            values as usual, and follows the others one by one, as they would come, by an EWMA and a CUSUM chart, which find shifts \
            as well as spikes.

              time,value
              2026-11-01,1320
              2026-11-02,1275
            """)

    @OptionGroup var options: ScienceOptions

    @Option(help: "How many rows a season has; 1 for none.")
    var season = 7

    @Option(help: "How likely a series without anything unusual may be said to have something.")
    var significance = 0.01

    @Option(help: "The greatest share of all values that can be unusual.")
    var share = 0.05

    @Option(help: ArgumentHelp("How many values are taken as usual before others are followed.", valueName: "count"))
    var watch: Int?

    @Option(help: "With --watch: how many of the values may be called unusual where nothing is.")
    var falseAlarms = 0.002

    func run() async throws {
        try await ScienceCommand.say(json: options.json) { try anomalies() }
    }

    /// - Throws: ``InputProblem``, ``ScienceError`` and ``CommandFailure``.
    func anomalies() throws -> AnomalyReport {
        let table = try options.table()
        let times = try table.rows.map { try table.requiredText("time", in: $0).text }
        let values = try table.rows.map { try table.requiredNumber("value", in: $0) }
        if let watch { return try watched(values, times: times, from: watch) }
        let settings = try AnomalySettings(season: season, significance: significance, greatestShare: share)
        let found = try SeasonalAnomalies(values, settings: settings)
        let findings = found.anomalies.map {
            AnomalyReport.Finding(time: times[$0.place], value: $0.value, expected: $0.expected, score: $0.score)
        }
        return AnomalyReport(
            method: "seasonal hybrid ESD",
            falseAlarms: "significance \(ScienceText.percent(significance)) for the whole series",
            values: values.count, findings: findings,
            backtest: found.deviation > 0 ? try SeasonalAnomalies.backtest(values, settings: settings) : nil)
    }

    private func watched(_ values: [Double], times: [String], from start: Int) throws -> AnomalyReport {
        guard (1..<values.count).contains(start) else {
            throw CommandFailure.failed("--watch must be at least 1 and less than the table's \(values.count) rows")
        }
        var metric = try MetricWatch(
            history: Array(values.prefix(start)), season: season, falseAlarmRate: falseAlarms)
        var findings: [AnomalyReport.Finding] = []
        for place in start..<values.count {
            let reading = metric.add(values[place])
            guard reading.isAlarm else { continue }
            findings.append(
                AnomalyReport.Finding(
                    time: times[place], value: values[place], expected: reading.expected, score: reading.score))
        }
        return AnomalyReport(
            method: "EWMA and CUSUM charts",
            falseAlarms: "\(ScienceText.percent(falseAlarms)) of usual values raise an alarm",
            values: values.count - start, findings: findings, backtest: nil)
    }
}
