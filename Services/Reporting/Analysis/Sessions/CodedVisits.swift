import MeshCore

/// Visits with their events as numbers: many of them, as a day has them.
package struct CodedVisits: Sendable {
    /// What the numbers of the events stand for.
    package let tables: EventTables
    /// Visit after visit, those of each in order.
    package private(set) var events: [CodedEvent] = []
    /// Where each visit begins in ``events``; one more than visits.
    private(set) var firsts = [0]

    package init(of tables: EventTables) {
        self.tables = tables
    }

    /// The visits by visitor and begin, with numbers for what they say.
    init(_ visits: [Visit]) {
        var tables = EventTables()
        let coded = visits.sorted { ($0.visitor, $0.start) < ($1.visitor, $1.start) }
            .map { visit in visit.events.map { tables.code($0) } }
        self.init(of: tables)
        for visit in coded { append(visit[...]) }
    }

    package var count: Int { firsts.count - 1 }

    /// The events of a visit.
    package subscript(visit: Int) -> ArraySlice<CodedEvent> { events[firsts[visit]..<firsts[visit + 1]] }

    package mutating func append(_ visit: ArraySlice<CodedEvent>) {
        precondition(!visit.isEmpty, "a visit has an event")
        events.append(contentsOf: visit)
        firsts.append(events.count)
    }

    /// By the three weeks in which visits begin: a visit lasts a day at most, so all their events are in reach of a segment's times.
    var byWeeks: [Int64: CodedVisits] {
        func weeks(_ event: CodedEvent) -> Int64 {
            let span: Int64 = 21 * 86_400_000
            return event.time.milliseconds / span - (event.time.milliseconds % span < 0 ? 1 : 0)
        }
        let all = Set(firsts.dropLast().map { weeks(events[$0]) })
        guard all.count > 1 else { return Dictionary(uniqueKeysWithValues: all.map { ($0, self) }) }
        var parts: [Int64: CodedVisits] = [:]
        for visit in 0..<count {
            let events = self[visit]
            parts[weeks(events[events.startIndex]), default: CodedVisits(of: tables)].append(events)
        }
        return parts
    }

    /// The same by visitor and begin; those that agree in both stay in their order.
    package var sorted: CodedVisits {
        let keys = (0..<count).map { (visitor: events[firsts[$0]].visitor, start: events[firsts[$0]].time, place: $0) }
        func isBefore(
            _ left: (visitor: UInt64, start: Timestamp, place: Int),
            _ right: (visitor: UInt64, start: Timestamp, place: Int)
        ) -> Bool {
            (left.visitor, left.start, left.place) < (right.visitor, right.start, right.place)
        }
        guard zip(keys, keys.dropFirst()).contains(where: { !isBefore($0, $1) }) else { return self }
        var sorted = CodedVisits(of: tables)
        sorted.events.reserveCapacity(events.count)
        for key in keys.sorted(by: isBefore) { sorted.append(self[key.place]) }
        return sorted
    }
}
