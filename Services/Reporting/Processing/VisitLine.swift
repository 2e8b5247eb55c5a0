import MeshCore
import ReportAnalysis

/// A visit as a document: what reports are added up from.
package struct VisitLine: Sendable {
    private let partition: Int
    /// Among the visits of its visitor in the partition: two may begin at the same moment.
    private let number: Int
    private let visit: Visit
    private let calendar: SiteCalendar

    init(partition: Int, number: Int, visit: Visit, calendar: SiteCalendar) {
        self.partition = partition
        self.number = number
        self.visit = visit
        self.calendar = calendar
    }

    /// The visit as compact JSON. Times are milliseconds since 1970, days those of the site's clocks; a visit's values are those of its first event,
    /// and the pages where it began and ended.
    package var line: [UInt8] {
        let json: JSONValue = [
            "partition": .int(Int64(partition)), "visitor": .string(Self.text(ofVisitor: visit.visitor)),
            "number": .int(Int64(number)), "start": .int(visit.start.milliseconds), "end": .int(visit.end.milliseconds),
            "day": .string(day(visit.start)), "events": .int(Int64(visit.eventCount)),
            "pageviews": .int(Int64(visit.pageviewCount)), "values": Self.object(visitValues),
            "items": .array(visit.events.map(item)),
        ]
        return json.utf8
    }

    /// 16 digits, so that texts have the order of the numbers.
    static func text(ofVisitor visitor: UInt64) -> String {
        let digits = String(visitor, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private var visitValues: [Dimension: String] {
        var values = visit.events[0].values.filter { $0.key.scope == .visit }
        for dimension in [Dimension.entryPage, .exitPage, .entryHostname, .exitHostname] {
            values[dimension] = visit.value(of: dimension)
        }
        return values
    }

    private func item(_ event: ReportEvent) -> JSONValue {
        var object: JSONObject = [
            "time": .int(event.time.milliseconds), "day": .string(day(event.time)), "kind": .string("\(event.kind)"),
            "name": .string(event.name), "values": Self.object(event.values.filter { $0.key.scope == .event }),
            // A goal counts once for an event.
            "goals": .array(Set(event.goals).sorted().map { .string($0) }),
            "engagement": .int(event.engagement.wholeMilliseconds),
        ]
        if let revenue = event.revenue {
            object["amount"] = .int(revenue.amount)
            object["currency"] = .string(revenue.currency.description)
        }
        if let depth = event.scrollDepth { object["scrollDepth"] = .int(Int64(depth)) }
        if let number = event.number { object["number"] = .double(number) }
        return .object(object)
    }

    private func day(_ moment: Timestamp) -> String { SiteCalendar.text(ofDay: calendar.day(of: moment)) }

    private static func object(_ values: [Dimension: String]) -> JSONValue {
        .object(JSONObject(values.sorted { $0.key < $1.key }.map { ($0.key.name, .string($0.value)) }))
    }
}
