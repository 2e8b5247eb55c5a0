import Synchronization

/// All metrics of a process: what is behind swift-metrics, and what `/metrics` writes.
///
/// An instrument is found once and then counted with directly, so a request costs no lookup here. A family keeps at
/// most ``seriesLimit`` series; what comes beyond shares one that says so, as OpenTelemetry's SDKs do.
package final class MetricsRegistry: Sendable {
    /// Enough for every route, method and status of a service; far below what a scrape could not carry.
    static let seriesLimit = 2000

    /// One label.
    struct Label: Hashable, Sendable, Comparable {
        let name: String
        let value: String

        static func < (left: Label, right: Label) -> Bool { left.name < right.name }
    }

    /// What a series counts with.
    enum Instrument: Sendable {
        case counter(CounterInstrument)
        case number(NumberInstrument)
        case histogram(HistogramInstrument)
    }

    /// All series of one name.
    struct Family: Sendable {
        let kind: MetricKind
        let help: String
        var series: [[Label]: Instrument] = [:]
    }

    private let families = Mutex<[String: Family]>([:])
    private let process: ProcessMetrics?

    /// - Parameter process: What is told of the process itself; nil for none.
    package init(process: ProcessMetrics? = nil) {
        self.process = process
    }

    /// The counter of this name and these labels; the same one for the same.
    ///
    /// - Parameters:
    ///   - name: As OpenTelemetry has it (`http.server.requests`).
    ///   - help: What it counts; the first caller's words stand.
    package func counter(
        _ name: String, unit: MetricUnit? = nil, labels: [(String, String)] = [], help: String
    ) -> CounterInstrument {
        let name = MetricName.prometheus(name, unit: unit, isCounter: true)
        guard
            case .counter(let counter) = instrument(
                name, .counter, labels, help, make: { .counter(CounterInstrument()) })
        else {
            return CounterInstrument()
        }
        return counter
    }

    /// The gauge of this name and these labels; the same one for the same.
    package func gauge(
        _ name: String, unit: MetricUnit? = nil, labels: [(String, String)] = [], help: String
    ) -> NumberInstrument {
        number(MetricName.prometheus(name, unit: unit, isCounter: false), .gauge, labels, help)
    }

    /// The histogram of this name and these labels; the same one for the same.
    package func histogram(
        _ name: String, unit: MetricUnit? = nil, bounds: [Double], labels: [(String, String)] = [], help: String
    ) -> HistogramInstrument {
        let name = MetricName.prometheus(name, unit: unit, isCounter: false)
        let made = instrument(name, .histogram, labels, help) { .histogram(HistogramInstrument(bounds: bounds)) }
        guard case .histogram(let histogram) = made else { return HistogramInstrument(bounds: bounds) }
        return histogram
    }

    /// A counter of fractions.
    func fractions(_ name: String, labels: [(String, String)], help: String) -> NumberInstrument {
        number(MetricName.prometheus(name, unit: nil, isCounter: true), .counter, labels, help)
    }

    private func number(
        _ name: String, _ kind: MetricKind, _ labels: [(String, String)], _ help: String
    ) -> NumberInstrument {
        guard case .number(let number) = instrument(name, kind, labels, help, make: { .number(NumberInstrument()) })
        else {
            return NumberInstrument()
        }
        return number
    }

    /// Finds or makes an instrument. One that is asked for under a name of another kind is made but not exposed: a
    /// scrape in which one name has two types would be refused as a whole.
    private func instrument(
        _ name: String, _ kind: MetricKind, _ labels: [(String, String)], _ help: String, make: () -> Instrument
    ) -> Instrument {
        var labels = labels.map { Label(name: MetricName.label($0.0), value: $0.1) }.sorted()
        return families.withLock { families in
            var family = families[name] ?? Family(kind: kind, help: help)
            guard family.kind == kind else { return make() }
            if let known = family.series[labels] { return known }
            if family.series.count >= Self.seriesLimit {
                labels = [Label(name: "otel_metric_overflow", value: "true")]
                if let overflow = family.series[labels] { return overflow }
            }
            let made = make()
            family.series[labels] = made
            families[name] = family
            return made
        }
    }

    /// Everything in Prometheus' text format, version 0.0.4.
    package func exposition() -> [UInt8] {
        var text = PrometheusText()
        process?.write(to: &text)
        for (name, family) in families.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
            text.write(family, named: name)
        }
        return text.bytes
    }
}
