package import ReportAnalysis

/// From the events of a visitor to visits: one visitor of a partition after the other.
package struct VisitTransform {
    private let rules: SessionRules
    private let calendar: SiteCalendar
    private var current: (partition: Int, visitor: UInt64)?
    private var machine: SessionMachine

    package init(rules: SessionRules, calendar: SiteCalendar) {
        self.rules = rules
        self.calendar = calendar
        machine = SessionMachine(rules: rules)
    }

    /// Takes the next event, in the order of the log within its visitor and partition.
    ///
    /// - Returns: The visits of the visitor before, when another one begins.
    package mutating func take(_ line: EventLine) -> [VisitLine] {
        var done: [VisitLine] = []
        if let current, current != (line.partition, line.event.visitor) { done = finish() }
        current = (line.partition, line.event.visitor)
        // Events that are late were left out; the same one twice is counted once.
        _ = machine.receive(line.event)
        return done
    }

    /// The visits of the last visitor.
    package mutating func finish() -> [VisitLine] {
        guard let current else { return [] }
        let visits = machine.openVisits
        machine = SessionMachine(rules: rules)
        self.current = nil
        return visits.enumerated().map { number, visit in
            VisitLine(partition: current.partition, number: number, visit: visit, calendar: calendar)
        }
    }
}
