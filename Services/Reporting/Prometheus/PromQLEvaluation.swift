import MeshCore

/// Answers a query for some moments.
///
/// Labels that the query adds up by are asked of the reports, so that visitors of a group are different ones, and means are the
/// group's own.
///
/// A point of a selector counts what happened in a window that ends with the minute of its moment: as long as the query says
/// (`increase(site_visitors[1d])`), else as long as a step, so that the points of a graph lie side by side; else, with one
/// moment alone, five minutes.
struct PromQLEvaluation: Sendable {
    let reader: SeriesReader
    /// Ascending.
    let moments: [Timestamp]
    /// How far they are apart; nil for one moment alone.
    let step: Duration?
    let now: Timestamp

    /// Prometheus' own time for which a sample is good.
    static let lookback: Duration = .seconds(300)
    private static let minute: Int64 = 60_000

    /// - Throws: ``PromQLError``; what reports throw.
    func value(of expression: PromQLExpression) async throws -> PromQLValue {
        switch expression {
        case .number(let number): return .scalar(moments.map { _ in number })
        case .selector(let selector): return .vector(try await read(selector, nil, by: nil))
        case .reading(let function, let selector): return .vector(try await read(selector, function, by: nil))
        case .aggregate(.sum(let labels), let inner): return .vector(try await sum(inner, by: labels))
        case .aggregate(.top(let count), let inner):
            return .vector(PromQLArithmetic.extremes(try await vector(inner), count, isTop: true))
        case .aggregate(.bottom(let count), let inner):
            return .vector(PromQLArithmetic.extremes(try await vector(inner), count, isTop: false))
        case .negated(let inner): return PromQLArithmetic.negate(try await value(of: inner))
        case .arithmetic(let left, let sign, let right, let place):
            return try PromQLArithmetic.apply(
                sign, try await value(of: left), try await value(of: right), at: place)
        }
    }

    private func vector(_ expression: PromQLExpression) async throws -> [MetricSeries] {
        guard case .vector(let series) = try await value(of: expression) else {
            throw PromQLError(.badData, #"invalid parameter "query": series are expected, not a number"#)
        }
        return series
    }

    private func sum(_ inner: PromQLExpression, by labels: [PromQLExpression.Label]) async throws -> [MetricSeries] {
        var known: [SeriesLabel] = []
        for label in labels {
            let one = try SeriesLabel.named(label.name, at: label.place)
            if !known.contains(one) { known.append(one) }
        }
        switch inner {
        case .selector(let selector): return try await read(selector, nil, by: known)
        case .reading(let function, let selector): return try await read(selector, function, by: known)
        case .number, .aggregate, .arithmetic, .negated:
            return PromQLArithmetic.sum(try await vector(inner), by: known.map(\.name))
        }
    }

    /// - Parameter labels: By which series are told apart; nil where the query does not add up.
    private func read(
        _ selector: SeriesSelector, _ function: PromQLExpression.WindowFunction?, by labels: [SeriesLabel]?
    ) async throws -> [MetricSeries] {
        let metrics = try Self.metrics(of: selector)
        guard selector.names.contains(where: { $0.comparison == .equal }), metrics.count <= 1 else {
            throw PromQLError.parse("a query names its metric", at: selector.place)
        }
        guard let metric = metrics.first else { return [] }
        try Self.check(function, metric, selector.place)
        let plan = try SeriesPlan(metric, selector, by: labels)
        let length = selector.window ?? max(step ?? Self.lookback, .milliseconds(Self.minute))
        let series = try await reader.series(plan, moments.map { window(endingAt: $0 - selector.offset, length) })
        return series.map { one in
            var one = one
            if function == .rate {
                let seconds = Double(length.wholeMilliseconds) / 1000
                one.values = one.values.map { $0.map { $0 / seconds } }
            }
            if function == nil, labels == nil { one.labels[PromQLParser.name] = metric.rawValue }
            return one
        }
    }

    /// Nil when it lies ahead.
    private func window(endingAt moment: Timestamp, _ length: Duration) -> Range<Timestamp>? {
        let begin = Self.minuteAfter(moment - length)
        guard begin <= now else { return nil }
        return begin..<max(Self.minuteAfter(moment), begin + .milliseconds(Self.minute))
    }

    /// The moment itself, if it is a whole minute.
    private static func minuteAfter(_ moment: Timestamp) -> Timestamp {
        let rest = moment.milliseconds % minute
        return Timestamp(milliseconds: moment.milliseconds - rest + (rest > 0 ? minute : 0))
    }

    /// The metrics that a selector's names fit.
    ///
    /// - Throws: ``PromQLError`` for one name that is none.
    static func metrics(of selector: SeriesSelector) throws(PromQLError) -> [SeriesMetric] {
        var found = SeriesMetric.allCases
        for matcher in selector.names {
            if matcher.comparison == .equal, SeriesMetric(rawValue: matcher.value) == nil {
                throw .parse(
                    "there is no metric \(matcher.value): take one of "
                        + SeriesMetric.allCases.map(\.rawValue).joined(separator: ", "), at: matcher.place)
            }
            var fitting: [SeriesMetric] = []
            for metric in found where try matcher.fits(metric.rawValue) { fitting.append(metric) }
            found = fitting
        }
        return found
    }

    private static func check(
        _ function: PromQLExpression.WindowFunction?, _ metric: SeriesMetric, _ place: PromQLPlace
    ) throws(PromQLError) {
        switch function {
        case .increase where !metric.isCount, .rate where !metric.isCount:
            throw .parse("\(metric.rawValue) is a mean: read it by avg_over_time", at: place)
        case .average where metric.isCount:
            throw .parse("\(metric.rawValue) is a count: read it by increase or rate", at: place)
        case .increase, .rate, .average, nil: break
        }
    }
}
