package import MeshCore

/// A processed event, as reports count it.
package struct ReportEvent: Hashable, Sendable {
    /// 64 bits of its identity; the same event sent twice has the same.
    package let id: UInt64
    /// 64 bits that stand for the visitor at the site.
    package let visitor: UInt64
    /// When it happened, by the visitor's clock as far as it was put right.
    package let time: Timestamp
    /// When it was taken in.
    package let received: Timestamp
    package let kind: EventKind
    /// `pageview`, or what the site calls it.
    package let name: String
    /// Its own properties, and those that its visit would have if it were the first.
    package let values: [Dimension: String]
    /// The goals that it reaches, by name.
    package let goals: [String]
    package let revenue: Money?
    /// How far down the page the visitor has come, in percent.
    package let scrollDepth: Int?
    /// How long the page was looked at, as a signal says.
    package let engagement: Duration
    /// What it measured (a web vital, a count); percentiles are taken of it.
    package let number: Double?

    package init(
        id: UInt64, visitor: UInt64, time: Timestamp, received: Timestamp, kind: EventKind = .pageview,
        name: String = "pageview", values: [Dimension: String] = [:], goals: [String] = [], revenue: Money? = nil,
        scrollDepth: Int? = nil, engagement: Duration = .zero, number: Double? = nil
    ) {
        self.id = id
        self.visitor = visitor
        self.time = time
        self.received = received
        self.kind = kind
        self.name = name
        self.values = values
        self.goals = goals
        self.revenue = revenue
        self.scrollDepth = scrollDepth
        self.engagement = engagement
        self.number = number
    }

    /// An event as numbers name it.
    ///
    /// - Parameter values: All that it says of dimensions.
    init(_ event: CodedEvent, _ content: EventContent, values: [Dimension: String]) {
        self.init(
            id: event.id, visitor: event.visitor, time: event.time, received: event.received, kind: content.kind,
            name: content.name, values: values, goals: content.goals, revenue: content.revenue,
            scrollDepth: content.scrollDepth, engagement: content.engagement, number: content.number)
    }

    /// What brought the visitor, as far as this event tells.
    package var campaign: [Dimension: String] {
        values.filter { Dimension.campaign.contains($0.key) }
    }

    /// Its own value of an event's dimension that has one at most; nil without.
    package func value(of dimension: Dimension) -> String? {
        dimension == .eventName ? name : values[dimension]
    }

    /// The same event at another time.
    package func moved(to time: Timestamp) -> ReportEvent {
        ReportEvent(
            id: id, visitor: visitor, time: time, received: received, kind: kind, name: name, values: values,
            goals: goals, revenue: revenue, scrollDepth: scrollDepth, engagement: engagement, number: number)
    }

    /// The order in which a visitor's events are looked at, whatever order they came in.
    static func isBefore(_ left: ReportEvent, _ right: ReportEvent) -> Bool {
        (left.time, left.id) < (right.time, right.id)
    }
}
