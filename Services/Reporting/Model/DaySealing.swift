import MeshCore
import ReportAnalysis
import ReportIntake

/// Puts together the visits that began on a day, when nothing can change them any more.
struct DaySealing {
    /// The day (UTC), counted from 1970-01-01.
    let day: Int
    private let rules: SessionRules
    /// Up to where earlier days have taken a visitor's events.
    private let taken: [UInt64: EventMark]
    private var machines: [Int: SessionMachine] = [:]

    /// What became of a day.
    enum Outcome: Sendable {
        /// Visits of the day, and up to where they reach into the next.
        case sealed([Visit], taken: [UInt64: EventMark])
        /// A visit of the day may still change.
        case open
    }

    init(day: Int, rules: SessionRules, taken: [UInt64: EventMark]) {
        self.day = day
        self.rules = rules
        self.taken = taken
    }

    /// Takes events of the day and of the next, which visits of the day may reach into.
    mutating func take(_ events: [ReportEvent], of partition: Int) {
        var machine = machines.removeValue(forKey: partition) ?? SessionMachine(rules: rules)
        for event in events where taken[event.visitor].map({ $0 < EventMark(event) }) ?? true {
            _ = machine.receive(event)
        }
        machines[partition] = machine
    }

    /// The day's visits.
    ///
    /// - Parameter watermarks: Before which no event of a partition comes any more.
    func outcome(at watermarks: [Int: Timestamp]) -> Outcome {
        let end = Timestamp(startOfDay: day + 1)
        // Also a partition without an event of the day may still bring one.
        guard watermarks.values.allSatisfy({ $0 >= end }) else { return .open }
        var sealed: [Visit] = []
        for (partition, machine) in machines {
            guard let watermark = watermarks[partition] else { return .open }
            for visits in Dictionary(grouping: machine.openVisits, by: \.visitor).values {
                let sorted = visits.sorted(by: Visit.isBefore)
                for (place, visit) in sorted.enumerated() where visit.start < end {
                    // Nothing comes that could join it: too much time has passed, or the next visit stands before it.
                    let isFinal =
                        visit.end + rules.inactivity < watermark
                        || (place + 1 < sorted.count && sorted[place + 1].start < watermark)
                    guard isFinal else { return .open }
                    sealed.append(visit)
                }
            }
        }
        var marks: [UInt64: EventMark] = [:]
        for visit in sealed where visit.end >= end {
            let mark = EventMark(visit.events[visit.events.count - 1])
            marks[visit.visitor] = max(marks[visit.visitor] ?? mark, mark)
        }
        return .sealed(sealed.sorted(by: Visit.isBefore), taken: marks)
    }
}
