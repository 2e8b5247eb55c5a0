import EventCollection
import MeshCore
import ReportAnalysis

/// From a row of the processed stream to what reports count.
struct EventRow {
    private let row: ProcessedRow
    private let event: CollectedEvent

    /// - Parameters:
    ///   - row: The event's own, not one of its items.
    ///   - event: What the row was made of.
    init(_ row: ProcessedRow, of event: CollectedEvent) {
        self.row = row
        self.event = event
    }

    /// The longest value of a property of the site's own, in characters; a longer one is cut.
    private static let longestValue = 300
    /// The most properties of an event that reports can group by.
    private static let mostProperties = 30

    /// What reports count, with marks that tell several apart, by what is their visit's and what is their own: nothing for events of
    /// programs, of the site's own people, and for what tells only who somebody is; for measures of performance one event each.
    var parts: [(mark: String, visit: [EventProperty], content: EventContent)] {
        guard row.text(.traffic) == TrafficKind.visitor.rawValue else { return [] }
        switch event.kind {
        case .identify, .group, .alias: return []
        case .performance:
            return event.properties.compactMap { name, value in
                value.doubleValue.map { part(.signal, name: name, mark: name, number: $0) }
            }
        case .pageView, .screenView: return [part(.pageview, name: "pageview")]
        case .action:
            let name = row.text(.name) ?? event.name
            return [part(Self.signals.contains(name) ? .signal : .action, name: name, number: measured)]
        }
    }

    /// What trackers send by themselves while a page is looked at; the visitor did nothing.
    private static let signals: Set<String> = ["engagement", "user_engagement", "scroll"]
    /// Properties that are metrics of their own and nothing to group by.
    private static let measures: Set<String> = ["engagement_time_msec", "percent_scrolled", "value"]

    private func part(
        _ kind: ReportAnalysis.EventKind, name: String, mark: String = "", number: Double? = nil
    ) -> (mark: String, visit: [EventProperty], content: EventContent) {
        let properties = values.map { EventProperty($0.key, $0.value) }.sorted { $0.dimension < $1.dimension }
        let content = EventContent(
            kind: kind, name: name, properties: properties.filter { $0.dimension.scope == .event },
            goals: mark.isEmpty ? row.goals : [], revenue: revenue, scrollDepth: percent("percent_scrolled"),
            engagement: engagement, number: number)
        return (mark, properties.filter { $0.dimension.scope == .visit }, content)
    }

    private var revenue: Money? {
        guard let amount = row[.revenue]?.intValue, let currency = row.text(.currency).flatMap({ Currency($0) })
        else { return nil }
        return Money(amount: amount, currency: currency)
    }

    private var engagement: Duration {
        // No page is looked at for longer than a day.
        .milliseconds(min(max(event.properties["engagement_time_msec"]?.intValue ?? 0, 0), 86_400_000))
    }

    private var measured: Double? { event.properties["value"]?.doubleValue }

    private func percent(_ name: String) -> Int? {
        event.properties[name]?.doubleValue.flatMap { (0...100).contains($0) ? Int($0) : nil }
    }

    private var values: [Dimension: String] {
        var values: [Dimension: String] = [:]
        for (name, column) in Self.columns {
            guard let text = row.text(column), !text.isEmpty else { continue }
            // What comes from nowhere has no source, so that attribution can tell.
            if column == .trafficSource, text == "(direct)" { continue }
            values[name] = text
        }
        var count = 0
        for (name, value) in row.dimensions { add(value, as: name, &count, to: &values) }
        for (name, value) in row.properties where !Self.measures.contains(name) {
            add(value, as: name, &count, to: &values)
        }
        return values
    }

    private func add(_ value: JSONValue, as name: String, _ count: inout Int, to values: inout [Dimension: String]) {
        guard count < Self.mostProperties, name.utf8.count <= 256, let dimension = Dimension("event:props:\(name)"),
            values[dimension] == nil
        else { return }
        let text: String
        switch value {
        case .string(let string): text = String(string.prefix(Self.longestValue))
        case .int, .double, .bool: text = value.description
        case .null, .array, .object: return
        }
        guard !text.isEmpty else { return }
        values[dimension] = text
        count += 1
    }

    private static let columns: [(Dimension, RowColumn)] = [
        ("event:page", .path), ("event:hostname", .host), ("visit:source", .trafficSource),
        ("visit:channel", .channel), ("visit:referrer", .referrerHost), ("visit:utm_source", .utmSource),
        ("visit:utm_medium", .utmMedium), ("visit:utm_campaign", .campaign), ("visit:utm_content", .content),
        ("visit:utm_term", .term), ("visit:device", .device), ("visit:browser", .browser),
        ("visit:browser_version", .browserVersion), ("visit:os", .os), ("visit:os_version", .osVersion),
        ("visit:country", .country), ("visit:region", .region), ("visit:city", .city),
    ].map { name, column in
        guard let dimension = Dimension(name) else { preconditionFailure("\(name) is no dimension") }
        return (dimension, column)
    }
}
