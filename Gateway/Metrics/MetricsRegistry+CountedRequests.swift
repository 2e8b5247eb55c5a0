import MeshRuntime

extension MetricsRegistry {
    /// Adds what was counted of a route to the histogram that every service has of its requests.
    func count(_ counted: CountedRequests) {
        histogram(
            "http.server.request.duration", unit: .seconds, bounds: CountedRequests.bounds,
            labels: [
                ("http.request.method", counted.method), ("http.response.status_code", String(counted.status)),
                ("http.route", counted.route),
            ], help: "Time from a request's head to its answer."
        ).add(counts: counted.counts, sum: counted.seconds)
    }
}
