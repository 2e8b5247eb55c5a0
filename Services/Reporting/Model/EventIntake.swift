import EventCollection
import MeshCore
import ReportAnalysis

/// Takes the events of one site in one partition, in the order of the log, for one generation.
///
/// Whether an event is too late depends on the events before it in its partition alone, so that reading the log again takes
/// and refuses the same ones.
struct EventIntake {
    /// Remembers what user agents told.
    private(set) var processor: EventProcessor
    private let sessions: ReportAnalysis.SessionRules
    /// Days up to this are laid out for good; counted from 1970-01-01.
    private let sealedThrough: Int?
    /// The latest receipt of an event so far.
    private(set) var newest: Timestamp?
    /// What is counted, by the day (UTC) on which it happened.
    private(set) var days: [Int: [ReportEvent]] = [:]
    private(set) var lateCount = 0

    init(
        processor: EventProcessor, sessions: ReportAnalysis.SessionRules, sealedThrough: Int?, newest: Timestamp?
    ) {
        self.processor = processor
        self.sessions = sessions
        self.sealedThrough = sealedThrough
        self.newest = newest
    }

    /// How many events are counted.
    var count: Int { days.values.reduce(0) { $0 + $1.count } }

    mutating func take(_ event: CollectedEvent) {
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
