package import MeshCore

/// What an event says but who sent it, when, and on which visit: many events say the same.
package struct EventContent: Hashable, Sendable {
    package let kind: EventKind
    /// `pageview`, or what the site calls it.
    package let name: String
    /// Its dimensions of ``DimensionScope/event``, ascending.
    package let properties: [EventProperty]
    /// The goals that it reaches, by name.
    package let goals: [String]
    package let revenue: Money?
    /// How far down the page the visitor has come, in percent.
    package let scrollDepth: Int?
    /// How long the page was looked at, as a signal says.
    package let engagement: Duration
    /// What it measured (a web vital, a count).
    package let number: Double?

    package init(
        kind: EventKind, name: String, properties: [EventProperty], goals: [String] = [], revenue: Money? = nil,
        scrollDepth: Int? = nil, engagement: Duration = .zero, number: Double? = nil
    ) {
        self.kind = kind
        self.name = name
        self.properties = properties
        self.goals = goals
        self.revenue = revenue
        self.scrollDepth = scrollDepth
        self.engagement = engagement
        self.number = number
    }

    /// What an event says.
    package init(_ event: ReportEvent) {
        self.init(
            kind: event.kind, name: event.name, properties: EventProperty.sorted(event.values, of: .event),
            goals: event.goals, revenue: event.revenue, scrollDepth: event.scrollDepth, engagement: event.engagement,
            number: event.number)
    }

    /// Its own value of an event's dimension that has one at most; nil without.
    func value(of dimension: Dimension) -> String? {
        dimension == .eventName ? name : properties.first { $0.dimension == dimension }?.text
    }
}
