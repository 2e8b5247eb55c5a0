/// Writes metrics in Prometheus' text format, version 0.0.4.
struct PrometheusText {
    static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    private(set) var bytes: [UInt8] = []

    /// Writes a family of one series without labels.
    mutating func write(_ name: String, _ kind: MetricKind, help: String, value: Double) {
        head(name, kind, help)
        sample(name, [], value)
    }

    mutating func write(_ family: MetricsRegistry.Family, named name: String) {
        head(name, family.kind, family.help)
        for (labels, instrument) in family.series.sorted(by: {
            $0.key.lexicographicallyPrecedes($1.key, by: Self.precedes)
        }) {
            switch instrument {
            case .counter(let counter): sample(name, labels, Double(counter.current))
            case .number(let number): sample(name, labels, number.current)
            case .histogram(let histogram): write(histogram, name, labels)
            }
        }
    }

    private static func precedes(_ left: MetricsRegistry.Label, _ right: MetricsRegistry.Label) -> Bool {
        (left.name, left.value) < (right.name, right.value)
    }

    /// Buckets are cumulative, and the last one is the count.
    private mutating func write(_ histogram: HistogramInstrument, _ name: String, _ labels: [MetricsRegistry.Label]) {
        let reading = histogram.current
        var total: UInt64 = 0
        for (index, count) in reading.counts.enumerated() {
            total += count
            let bound = index < histogram.bounds.count ? Self.number(histogram.bounds[index]) : "+Inf"
            sample(name + "_bucket", labels + [MetricsRegistry.Label(name: "le", value: bound)], Double(total))
        }
        sample(name + "_sum", labels, reading.sum)
        sample(name + "_count", labels, Double(total))
    }

    private mutating func head(_ name: String, _ kind: MetricKind, _ help: String) {
        append("# HELP \(name) \(Self.escaped(help, quotes: false))\n# TYPE \(name) \(kind.rawValue)\n")
    }

    private mutating func sample(_ name: String, _ labels: [MetricsRegistry.Label], _ value: Double) {
        append(name)
        for (index, label) in labels.enumerated() {
            append("\(index == 0 ? "{" : ",")\(label.name)=\"\(Self.escaped(label.value, quotes: true))\"")
        }
        if !labels.isEmpty { append("}") }
        append(" \(Self.number(value))\n")
    }

    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        return Int64(exactly: value).map { String($0) } ?? String(value)
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        guard text.utf8.contains(where: { $0 == 0x5C || $0 == 0x0A || $0 == 0x22 }) else { return text }
        var result = ""
        for character in text.unicodeScalars {
            switch character {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\"" where quotes: result += "\\\""
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }

    private mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }
}
