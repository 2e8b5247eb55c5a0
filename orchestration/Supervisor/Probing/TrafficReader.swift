import MeshCore

/// Reads the histogram of one instance's requests again and again.
///
/// An instance has thousands of lines, and from one reading to the next only their values change: what stands before a value is
/// taken apart once.
struct TrafficReader {
    /// The histogram of OpenTelemetry's conventions for HTTP servers, by its name in Prometheus.
    private static let metric = Array("http_server_request_duration_seconds_bucket".utf8)
    /// More than an instance has; what is beyond is taken apart at every reading.
    private static let mostKnown = 20_000

    /// The bound of a series by its name and labels; nil for the mesh's own probes and what is no bucket.
    private var known: [String: Double?] = [:]

    /// Adds up all series of the histogram, except those of the mesh's own probes.
    ///
    /// - Parameter metrics: In Prometheus' text format.
    mutating func reading(_ metrics: [UInt8], at now: MonotonicInstant) -> TrafficReading {
        var counts: [Double: Double] = [:]
        var start = 0
        while start < metrics.count {
            var (end, space) = (start, start)
            while end < metrics.count, metrics[end] != UInt8(ascii: "\n") {
                // A value stands behind the last one: our instances tell no time.
                if metrics[end] == UInt8(ascii: " ") { space = end }
                end += 1
            }
            if Self.isBucket(metrics, at: start, upTo: space), let bound = bound(of: metrics[start..<space]) {
                let value = Double(String(decoding: metrics[(space + 1)..<end], as: UTF8.self))
                counts[bound, default: 0] += value ?? 0
            }
            start = end + 1
        }
        return TrafficReading(at: now, counts: counts)
    }

    private static func isBucket(_ metrics: [UInt8], at start: Int, upTo end: Int) -> Bool {
        guard end - start > metric.count else { return false }
        var index = 0
        while index < metric.count {
            guard metrics[start + index] == metric[index] else { return false }
            index += 1
        }
        return true
    }

    private mutating func bound(of series: ArraySlice<UInt8>) -> Double? {
        let name = String(decoding: series, as: UTF8.self)
        if let bound = known[name] { return bound }
        let bound = Self.bound(of: name)
        if known.count < Self.mostKnown { known[name] = .some(bound) }
        return bound
    }

    private static func bound(of series: String) -> Double? {
        guard let sample = PrometheusSample(line: series + " 0"), !isProbe(sample.labels["http_route"] ?? "") else {
            return nil
        }
        return sample.labels["le"].flatMap { $0 == "+Inf" ? .infinity : Double($0) }
    }

    private static func isProbe(_ route: String) -> Bool {
        route.hasPrefix("/health/") || route == "/metrics"
    }
}
