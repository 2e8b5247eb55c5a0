/// What an event is to the metrics.
package enum EventKind: UInt8, Hashable, Sendable {
    case pageview = 0
    /// Something that the visitor did: counts as an event, and a visit with a second such one is no bounce.
    case action = 1
    /// Something that was measured (engagement, scroll depth, web vitals): neither an event nor a sign of interest.
    case signal = 2
}
