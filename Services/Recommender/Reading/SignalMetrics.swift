import CoreMetrics

/// What became of the events that were read.
struct SignalMetrics: Sendable {
    private let counted = Counter(label: "recommender_signals", dimensions: [("outcome", "counted")])
    private let unreadable = Counter(label: "recommender_signals", dimensions: [("outcome", "unreadable")])

    func count(_ signals: Int, unreadable others: Int) {
        counted.increment(by: signals)
        if others > 0 { unreadable.increment(by: others) }
    }
}
