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

    /// - Parameters:
    ///   - events: Visit after visit.
    ///   - firsts: Where each begins.
    init(_ events: [CodedEvent], from firsts: [Int], of tables: EventTables) {
        self.tables = tables
        self.events = events
        self.firsts = firsts + [events.count]
    }

    /// Visits of several shares, by visitor and begin; those that agree in both stay in the order of the shares.
    ///
    /// - Parameters:
    ///   - shares: With numbers of the same tables.
    ///   - tables: What the numbers stand for.
    ///   - takes: Whether a visit of a share is taken.
    package init(
        merging shares: [CodedVisits], of tables: EventTables, where takes: (_ share: Int, _ visit: Int) -> Bool
    ) {
        self.init(of: tables)
        var keys: [MergeKey] = []
        var eventCount = 0
        for (number, share) in shares.enumerated() {
            for visit in 0..<share.count where takes(number, visit) {
                let first = share.events[share.firsts[visit]]
                keys.append(
                    MergeKey(visitor: first.visitor, start: first.time, share: Int32(number), visit: Int32(visit)))
                eventCount += share.firsts[visit + 1] - share.firsts[visit]
            }
        }
        if zip(keys, keys.dropFirst()).contains(where: { !MergeKey.isBefore($0, $1) }) {
            keys.sort(by: MergeKey.isBefore)
        }
        events.reserveCapacity(eventCount)
        firsts.reserveCapacity(keys.count + 1)
        for key in keys { append(shares[Int(key.share)][Int(key.visit)]) }
    }

    /// Which visit of which share it is, and where it belongs.
    private struct MergeKey {
        let visitor: UInt64
        let start: Timestamp
        let share: Int32
        let visit: Int32

        static func isBefore(_ left: MergeKey, _ right: MergeKey) -> Bool {
            (left.visitor, left.start, left.share, left.visit) < (right.visitor, right.start, right.share, right.visit)
        }
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
}
