import CoreMetrics

/// What became of the events that were read.
struct ReadingMetrics: Sendable {
    private let counted = Counter(label: "reporting_events", dimensions: [("outcome", "counted")])
    private let late = Counter(label: "reporting_events", dimensions: [("outcome", "late")])
    private let unreadable = Counter(label: "reporting_events", dimensions: [("outcome", "unreadable")])

    func count(_ shares: [ReadingStep.Share]) {
        for share in shares {
            counted.increment(by: share.count)
            late.increment(by: share.lateCount)
        }
    }

    func countUnreadable(_ count: Int) {
        if count > 0 { unreadable.increment(by: count) }
    }
}
