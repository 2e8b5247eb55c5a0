import CoreMetrics
import EventCollection

/// What became of events that trackers sent, counted.
struct CollectMetrics: Sendable {
    private let accepted = Self.counter("accepted")
    private let duplicates = Self.counter("duplicate")
    private let rejected = Self.counter("rejected")
    private let dropped = Self.counter("dropped")
    private let unavailable = Self.counter("unavailable")
    private let limited = Self.counter("limited")

    private static func counter(_ outcome: String) -> Counter {
        Counter(label: "events_collected", dimensions: [("outcome", outcome)])
    }

    /// Counts events that were refused because too many come.
    func countLimited(_ count: Int) { limited.increment(by: count) }

    /// Counts a request's events.
    ///
    /// - Parameter outcomes: What the log said to those that were accepted.
    func count(_ intake: Intake, _ outcomes: [EventCollection.AppendOutcome]) {
        if intake.refusal != nil { rejected.increment() }
        for item in intake.items {
            switch item {
            case .accepted: break
            case .rejected: rejected.increment()
            case .dropped: dropped.increment()
            }
        }
        for outcome in outcomes {
            switch outcome {
            case .appended: accepted.increment()
            case .duplicate: duplicates.increment()
            case .rejected: rejected.increment()
            case .unavailable: unavailable.increment()
            }
        }
    }
}
