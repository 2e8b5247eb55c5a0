import HTTPTypes
import Synchronization

/// What is measured of requests, by OpenTelemetry's semantic conventions for HTTP servers.
package final class RequestMetrics: Sendable {
    private struct Key: Hashable {
        let route: String
        let method: String
        let status: Int
    }

    /// Methods that are told apart; anything else is `_OTHER`, so that a client cannot make series.
    private static let methods: Set<String> = [
        "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT",
    ]

    private let registry: MetricsRegistry
    private let active: NumberInstrument
    private let durations = Mutex<[Key: HistogramInstrument]>([:])

    package init(registry: MetricsRegistry) {
        self.registry = registry
        active = registry.gauge("http.server.active_requests", help: "Requests that are being answered.")
    }

    func began() {
        active.add(1)
    }

    /// - Parameters:
    ///   - route: The template; empty when none matched.
    ///   - seconds: From the head of the request until its answer was made.
    func ended(route: String, method: HTTPRequest.Method, status: Int, seconds: Double) {
        active.add(-1)
        let method = Self.methods.contains(method.rawValue) ? method.rawValue : "_OTHER"
        let key = Key(route: route, method: method, status: status)
        let histogram = durations.withLock { durations in
            if let known = durations[key] { return known }
            let made = registry.histogram(
                "http.server.request.duration", unit: .seconds, bounds: HistogramInstrument.requestSeconds,
                labels: [
                    ("http.request.method", method), ("http.response.status_code", String(status)),
                    ("http.route", route),
                ], help: "Time from a request's head to its answer.")
            durations[key] = made
            return made
        }
        histogram.record(seconds)
    }
}
