/// How many requests of one route, method and status ended, and how long they took.
package struct CountedRequests: Sendable, Equatable {
    /// The upper bounds of the histogram in seconds, as OpenTelemetry's semantic conventions advise for HTTP.
    package static let bounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]

    /// The route's prefix; empty for requests that no route took.
    package var route: String
    package var method: String
    package var status: Int
    /// How many ended within each bound, beyond the one before; the last are those above all bounds.
    package var counts: [UInt64]
    /// The sum of their durations.
    package var seconds: Double
}
