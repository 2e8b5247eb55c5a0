package import MeshCore

/// A visitor's events from coming to leaving.
package struct Visit: Hashable, Sendable {
    /// In order, at least one.
    package let events: [ReportEvent]

    init(events: [ReportEvent]) {
        precondition(!events.isEmpty, "a visit has an event")
        self.events = events
    }

    package var visitor: UInt64 { events[0].visitor }
    package var start: Timestamp { events[0].time }
    package var end: Timestamp { events[events.count - 1].time }
    package var duration: Duration { start.duration(to: end) }
    package var pageviewCount: Int { events.count { $0.kind == .pageview } }
    /// Pageviews and actions.
    package var eventCount: Int { events.count { $0.kind != .signal } }
    /// Whether the visitor did nothing after coming.
    package var isBounce: Bool { eventCount <= 1 }

    /// The value of a visit's dimension: where it began and ended, and what its first event says for the rest.
    package func value(of dimension: Dimension) -> String? {
        switch dimension {
        case .entryPage: events.first { $0.kind == .pageview }?.values[.page]
        case .exitPage: events.last { $0.kind == .pageview }?.values[.page]
        case .entryHostname: events.first { $0.kind == .pageview }?.values[.hostname]
        case .exitHostname: events.last { $0.kind == .pageview }?.values[.hostname]
        default: events[0].values[dimension]
        }
    }

    /// By begin, then by visitor: an order that no two visits share.
    package static func isBefore(_ left: Visit, _ right: Visit) -> Bool {
        (left.start, left.visitor) < (right.start, right.visitor)
    }
}
