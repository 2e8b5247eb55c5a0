import MeshCore

/// The requests that an instance has answered since its start, by how long they took: one reading of its histogram.
struct TrafficReading: Sendable, Equatable {
    let at: MonotonicInstant
    /// Requests that took at most so many seconds, by bound, ascending; the last bound is infinity.
    private(set) var buckets: [Bucket] = []

    struct Bucket: Sendable, Equatable {
        var bound: Double
        var count: Double
    }

    /// The histogram of OpenTelemetry's conventions for HTTP servers, by its name in Prometheus.
    static let metric = "http_server_request_duration_seconds_bucket"

    /// Adds up all series of the histogram, except those of the mesh's own probes.
    init(metrics text: String, at now: MonotonicInstant) {
        at = now
        var counts: [Double: Double] = [:]
        for line in text.split(separator: "\n") where line.hasPrefix(Self.metric) {
            guard let sample = PrometheusSample(line: line), !Self.isProbe(sample.labels["http_route"] ?? ""),
                let bound = sample.labels["le"].flatMap({ $0 == "+Inf" ? .infinity : Double($0) })
            else { continue }
            counts[bound, default: 0] += sample.value
        }
        buckets = counts.map { Bucket(bound: $0.key, count: $0.value) }.sorted { $0.bound < $1.bound }
    }

    var total: Double { buckets.last?.count ?? 0 }

    private static func isProbe(_ route: String) -> Bool {
        route.hasPrefix("/health/") || route == "/metrics"
    }
}
