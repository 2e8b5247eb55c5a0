package import MeshCore

/// Puts events into visits as they come, in any order, and closes visits when nothing can change them any more.
///
/// Events of a visitor that no pause divides are kept together; a late event lands where it belongs, may fill the pause
/// between two visits and so make them one, or take a visit's begin with its campaign. What the visits are depends on the events alone and
/// not on the order of their arrival, as long as none comes after the watermark has passed its time.
///
/// The watermark is given from outside, as the greatest time of receipt less ``SessionRules/lateness``: it is read off the
/// log, so that reprocessing closes the same visits.
package struct SessionMachine: Sendable {
    package let rules: SessionRules
    /// No event before it is taken any more.
    package private(set) var watermark: Timestamp
    /// Ascending, each without a pause, pauses between.
    private var open: [UInt64: [[ReportEvent]]] = [:]
    /// Who may have something to close when the watermark comes to a minute; some in vain.
    private var due: [Int64: Set<UInt64>] = [:]

    package init(rules: SessionRules, watermark: Timestamp = Timestamp(milliseconds: .min / 2)) {
        self.rules = rules
        self.watermark = watermark
    }

    /// How many visitors have visits that are not closed.
    package var openVisitorCount: Int { open.count }

    /// Takes an event.
    package mutating func receive(_ sent: ReportEvent) -> SessionAnswer {
        let event = rules.held(sent)
        guard event.time >= watermark else { return .tooLate }
        var stretches = open.removeValue(forKey: event.visitor) ?? []
        defer { open[event.visitor] = stretches }
        // Those in reach of the event become one with it.
        let first =
            stretches.firstIndex { event.time <= $0[$0.count - 1].time + rules.inactivity } ?? stretches.endIndex
        let last = stretches[first...].firstIndex { event.time < $0[0].time - rules.inactivity } ?? stretches.endIndex
        var merged = Array(stretches[first..<last].joined())
        let place = Self.place(of: event, in: merged)
        // What differs in its time is not the same event, whatever its id says.
        if place < merged.count, merged[place].id == event.id, merged[place].time == event.time { return .duplicate }
        merged.insert(event, at: place)
        stretches.replaceSubrange(first..<last, with: [merged])
        due[minute(of: merged[merged.count - 1].time + rules.inactivity), default: []].insert(event.visitor)
        return .counted
    }

    /// Moves the watermark on, never back, and closes what it has passed.
    ///
    /// - Returns: The closed visits by begin and visitor.
    package mutating func advance(to moment: Timestamp) -> [Visit] {
        guard moment > watermark else { return [] }
        watermark = moment
        let minutes = due.keys.filter { $0 <= minute(of: moment) }
        var closed: [Visit] = []
        for minute in minutes.sorted() {
            for visitor in (due.removeValue(forKey: minute) ?? []).sorted() {
                closed += close(visitor, dueIn: minute)
            }
        }
        return closed.sorted(by: Visit.isBefore)
    }

    /// The visits that may still change, by begin and visitor.
    package var openVisits: [Visit] {
        open.values.joined().flatMap(rules.visits).sorted(by: Visit.isBefore)
    }

    private mutating func close(_ visitor: UInt64, dueIn minute: Int64) -> [Visit] {
        guard let stretches = open[visitor] else { return [] }
        let count = stretches.prefix { $0[$0.count - 1].time + rules.inactivity < watermark }.count
        let rest = Array(stretches[count...])
        open[visitor] = rest.isEmpty ? nil : rest
        // The watermark stands within the minute: look again in the next step.
        if let next = rest.first, self.minute(of: next[next.count - 1].time + rules.inactivity) == minute {
            due[minute, default: []].insert(visitor)
        }
        return stretches[..<count].flatMap(rules.visits)
    }

    private static func place(of event: ReportEvent, in events: [ReportEvent]) -> Int {
        // Events come nearly in order, so the place is looked for from the end.
        var place = events.count
        while place > 0, !ReportEvent.isBefore(events[place - 1], event) { place -= 1 }
        return place
    }

    private func minute(of moment: Timestamp) -> Int64 {
        moment.milliseconds >= 0 ? moment.milliseconds / 60_000 : (moment.milliseconds - 59_999) / 60_000
    }
}
