package import EventCollection
package import MeshCore
package import ReportAnalysis

/// Takes the events of one site in one partition, in the order of the log, for one generation.
///
/// Whether an event is too late depends on the events before it in its partition alone, so that reading the log again takes
/// and refuses the same ones.
package struct EventIntake {
    /// Remembers what user agents told.
    package private(set) var processor: EventProcessor
    private let sessions: ReportAnalysis.SessionRules
    /// Days up to this are laid out for good; counted from 1970-01-01.
    private let sealedThrough: Int?
    /// The latest receipt of an event so far.
    package private(set) var newest: Timestamp?
    /// What is counted, by the day (UTC) on which it happened.
    package private(set) var days: [Int: [ReportEvent]] = [:]
    /// How many events came too late.
    package private(set) var lateCount = 0

    /// - Parameters:
    ///   - processor: Applies the site's rules.
    ///   - sessions: Say how late an event may come, and how far ahead a clock may run.
    ///   - sealedThrough: The last day that takes no event any more; nil while none is laid out.
    ///   - newest: The latest receipt of the site's events before; nil at the log's begin.
    package init(
        processor: EventProcessor, sessions: ReportAnalysis.SessionRules, sealedThrough: Int?, newest: Timestamp?
    ) {
        self.processor = processor
        self.sessions = sessions
        self.sealedThrough = sealedThrough
        self.newest = newest
    }

    /// How many events are counted.
    package var count: Int { days.values.reduce(0) { $0 + $1.count } }

    /// Takes the next event of the log: as counted, as late, or as one that the rules drop.
    package mutating func take(_ event: CollectedEvent) {
        let latest = max(newest ?? event.receivedAt, event.receivedAt)
        newest = latest
        guard case .rows(let rows) = processor.process(event), let row = rows.first else { return }
        for event in EventRow(row, of: event).events {
            let held = sessions.held(event)
            let day = held.time.day
            guard held.time >= latest - sessions.lateness, day > sealedThrough ?? .min else {
                lateCount += 1
                continue
            }
            days[day, default: []].append(held)
        }
    }
}
