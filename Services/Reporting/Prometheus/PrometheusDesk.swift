import MeshCore
import ReportAnalysis

/// The operations of Prometheus' HTTP API over reports: parameters in, data out.
struct PrometheusDesk: Sendable {
    let reader: SeriesReader
    let now: Timestamp

    /// As many as Prometheus itself.
    private static let mostPoints: Int64 = 11_000
    private static let mostLabelValues = 1000
    /// Where a request for labels says no time.
    private static let usualTime: Duration = .seconds(30 * 86_400)

    /// - Throws: ``PromQLError``, as all of these; what reports throw.
    func query(_ parameters: PrometheusParameters) async throws -> JSONValue {
        let expression = try PromQLParser.expression(try parameters.required("query"))
        let moment = try parameters.moment("time") ?? now
        let evaluation = PromQLEvaluation(reader: reader, moments: [moment], step: nil, now: now)
        return PrometheusAnswer.instant(try await evaluation.value(of: expression), at: moment)
    }

    func queryRange(_ parameters: PrometheusParameters) async throws -> JSONValue {
        let expression = try PromQLParser.expression(try parameters.required("query"))
        _ = try parameters.required("start")
        _ = try parameters.required("end")
        guard let start = try parameters.moment("start"), let end = try parameters.moment("end") else { return [] }
        let step = try parameters.duration("step")
        guard end >= start else {
            throw PromQLError(.badData, #"invalid parameter "end": end timestamp must not be before start time"#)
        }
        let count = (end.milliseconds - start.milliseconds) / step.wholeMilliseconds + 1
        guard count <= Self.mostPoints else {
            throw PromQLError(
                .badData,
                "exceeded maximum resolution of \(Self.mostPoints) points per timeseries. Try decreasing the query "
                    + "resolution (?step=XX)")
        }
        let moments = (0..<count).map { start + .milliseconds($0 * step.wholeMilliseconds) }
        let evaluation = PromQLEvaluation(reader: reader, moments: moments, step: step, now: now)
        return PrometheusAnswer.range(try await evaluation.value(of: expression), at: moments)
    }

    func labels(_ parameters: PrometheusParameters) throws -> JSONValue {
        for text in parameters.values("match[]") { _ = try PromQLParser.selector(text) }
        let names = [PromQLParser.name] + SeriesLabel.known.map(\.name)
        return .array(names.sorted().map { .string($0) })
    }

    func labelValues(_ name: String, _ parameters: PrometheusParameters) async throws -> JSONValue {
        let selectors = try selectors(parameters)
        var values: Set<String> = []
        for selector in selectors.isEmpty ? [Self.everything] : selectors {
            let metrics = try PromQLEvaluation.metrics(of: selector)
            guard name != PromQLParser.name else {
                values.formUnion(metrics.map(\.rawValue))
                continue
            }
            // What is no label of ours has no values: who asks has it from elsewhere.
            guard let label = SeriesLabel(name) else { continue }
            let metric = label == .currency ? metrics.first { $0 == .revenue } : Self.plainest(metrics)
            guard let metric else { continue }
            let plan = try SeriesPlan(metric, selector, by: [label])
            if label == .site {
                for site in try await reader.sites() where try plan.takes(site: site) { values.insert(site) }
            } else {
                let found = try await reader.series(plan, [try window(parameters)])
                values.formUnion(found.compactMap { $0.labels[name] })
            }
        }
        return .array(values.sorted().prefix(Self.mostLabelValues).map { .string($0) })
    }

    func series(_ parameters: PrometheusParameters) async throws -> JSONValue {
        let selectors = try selectors(parameters)
        guard !selectors.isEmpty else {
            throw PromQLError(.badData, "no match[] parameter provided")
        }
        var found: Set<[String: String]> = []
        let window = try window(parameters)
        for selector in selectors {
            for metric in try PromQLEvaluation.metrics(of: selector) {
                let plan = try SeriesPlan(metric, selector, by: nil)
                for one in try await reader.series(plan, [window]) where one.values.contains(where: { $0 != nil }) {
                    found.insert(one.labels.merging([PromQLParser.name: metric.rawValue]) { $1 })
                }
            }
        }
        return .array(found.sorted(by: SeriesReader.isBefore).map(PrometheusAnswer.labels))
    }

    func metadata(_ parameters: PrometheusParameters) -> JSONValue {
        let wanted = parameters.value("metric")
        var object = JSONObject()
        for metric in SeriesMetric.allCases where wanted == nil || wanted == metric.rawValue {
            object[metric.rawValue] = [
                ["type": "gauge", "help": .string(metric.help), "unit": .string(metric.unit)]
            ]
        }
        return .object(object)
    }

    /// By the version clients choose what they ask for: they ask for no more than what is here when it is this one, of which
    /// selectors for the values of labels are a part.
    static let buildInformation: JSONValue = [
        "version": "2.24.0", "revision": "", "branch": "", "buildUser": "", "buildDate": "", "goVersion": "",
    ]

    // MARK: Parts of requests

    private static let everything = SeriesSelector(matchers: [], names: [], place: PromQLPlace())

    /// A metric that every label divides, if there is one.
    private static func plainest(_ metrics: [SeriesMetric]) -> SeriesMetric? {
        [.events, .pageviews, .visitors].first { metrics.contains($0) } ?? metrics.first
    }

    private func selectors(_ parameters: PrometheusParameters) throws(PromQLError) -> [SeriesSelector] {
        var selectors: [SeriesSelector] = []
        for text in parameters.values("match[]") { selectors.append(try PromQLParser.selector(text)) }
        return selectors
    }

    private func window(_ parameters: PrometheusParameters) throws(PromQLError) -> Range<Timestamp> {
        // Clients that know no time send the least and the greatest moments that they have.
        let end = min(try parameters.moment("end") ?? now, now) + .seconds(60)
        let start = try parameters.moment("start") ?? end - Self.usualTime
        return max(Timestamp(milliseconds: 0), min(start, end))..<end
    }
}
