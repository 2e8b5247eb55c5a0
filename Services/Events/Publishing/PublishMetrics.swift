import CoreMetrics
import EventsAPI

/// What became of the records of requests, counted.
struct PublishMetrics: Sendable {
    private let counters = Dictionary(
        uniqueKeysWithValues: RecordReceipt.Outcome.allCases.map { outcome in
            (outcome, Counter(label: "events_records_published", dimensions: [("outcome", outcome.rawValue)]))
        })

    func count(_ receipts: [RecordReceipt]) {
        if receipts.count == 1 {
            counters[receipts[0].outcome]?.increment()
            return
        }
        var counts: [RecordReceipt.Outcome: Int] = [:]
        for receipt in receipts { counts[receipt.outcome, default: 0] += 1 }
        for (outcome, count) in counts { counters[outcome]?.increment(by: count) }
    }
}
