import MeshCore

/// Reads the histogram of one instance's requests, and what waits in its queues, again and again.
///
/// An instance has thousands of lines, and from one reading to the next only their values change: what stands before a value is
/// taken apart once.
struct TrafficReader {
    /// The histogram of OpenTelemetry's conventions for HTTP servers, by its name in Prometheus.
    private static let metric = Array("http_server_request_duration_seconds_bucket".utf8)
    /// Gauges of what waits: mails and the like, and records that consumers are behind.
    private static let queues = [Array("notifier_waiting".utf8), Array("events_group_lag".utf8)]
    /// More than an instance has; what is beyond is taken apart at every reading.
    private static let mostKnown = 20_000

    /// What a series counts.
    private enum Series {
        /// Requests up to a bound, and whether they failed.
        case bucket(Double, isFailure: Bool)
        case queue(String)
        /// The mesh's own probes, and what does not matter here.
        case other
    }

    /// By name and labels.
    private var known: [String: Series] = [:]

    /// Adds up all series of the histogram, except those of the mesh's own probes.
    ///
    /// - Parameter metrics: In Prometheus' text format.
    mutating func reading(_ metrics: [UInt8], at now: MonotonicInstant) -> TrafficReading {
        var counts: [Double: Double] = [:]
        var failures = 0.0
        var queues: [String: Double] = [:]
        var start = 0
        while start < metrics.count {
            var (end, space) = (start, start)
            while end < metrics.count, metrics[end] != UInt8(ascii: "\n") {
                // A value stands behind the last one: our instances tell no time.
                if metrics[end] == UInt8(ascii: " ") { space = end }
                end += 1
            }
            if Self.matters(metrics, at: start, upTo: space) {
                // A value stands behind the last space, or the line is none of ours.
                let value = Double(String(decoding: metrics[min(space + 1, end)..<end], as: UTF8.self)) ?? 0
                switch series(metrics[start..<space]) {
                case .bucket(let bound, let isFailure):
                    counts[bound, default: 0] += value
                    if isFailure, bound == .infinity { failures += value }
                case .queue(let name): queues[name] = value
                case .other: break
                }
            }
            start = end + 1
        }
        return TrafficReading(at: now, counts: counts, failures: failures, queues: queues)
    }

    private static func matters(_ metrics: [UInt8], at start: Int, upTo end: Int) -> Bool {
        begins(metrics, with: metric, at: start, upTo: end)
            || queues.contains { begins(metrics, with: $0, at: start, upTo: end) }
    }

    private static func begins(_ metrics: [UInt8], with name: [UInt8], at start: Int, upTo end: Int) -> Bool {
        guard end - start > name.count else { return false }
        var index = 0
        while index < name.count {
            guard metrics[start + index] == name[index] else { return false }
            index += 1
        }
        return true
    }

    private mutating func series(_ text: ArraySlice<UInt8>) -> Series {
        let name = String(decoding: text, as: UTF8.self)
        if let series = known[name] { return series }
        let series = Self.series(name)
        if known.count < Self.mostKnown { known[name] = series }
        return series
    }

    private static func series(_ name: String) -> Series {
        guard let sample = PrometheusSample(line: name + " 0"), !isProbe(sample.labels["http_route"] ?? "") else {
            return .other
        }
        if queues.contains(Array(sample.name.utf8)) { return .queue(name) }
        guard let text = sample.labels["le"], let bound = text == "+Inf" ? .infinity : Double(text) else {
            return .other
        }
        return .bucket(bound, isFailure: sample.labels["http_response_status_code"]?.hasPrefix("5") ?? false)
    }

    private static func isProbe(_ route: String) -> Bool {
        route.hasPrefix("/health/") || route == "/metrics"
    }
}
