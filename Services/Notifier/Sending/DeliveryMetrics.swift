import CoreMetrics
import NotifierAPI

/// What became of attempts, counted by channel and outcome. What goes to an inbox is no attempt: it is there at once.
final class DeliveryMetrics: Sendable {
    private enum Outcome: String, CaseIterable {
        case sent
        case deferred
        case failed
    }

    private let counters: [NotificationChannel: [Outcome: Counter]]

    init() {
        counters = Dictionary(
            uniqueKeysWithValues: NotificationChannel.allCases.filter { $0 != .inbox }.map { channel in
                (
                    channel,
                    Dictionary(
                        uniqueKeysWithValues: Outcome.allCases.map { outcome in
                            (
                                outcome,
                                Counter(
                                    label: "notifier_deliveries",
                                    dimensions: [("channel", channel.rawValue), ("outcome", outcome.rawValue)])
                            )
                        })
                )
            })
    }

    /// Counts an attempt.
    ///
    /// - Parameter isLast: Whether there is no other one.
    func count(_ verdict: DeliveryVerdict, isLast: Bool, by channel: NotificationChannel) {
        let outcome: Outcome =
            switch verdict {
            case .sent: .sent
            case .retry: isLast ? .failed : .deferred
            case .dead: .failed
            }
        counters[channel]?[outcome]?.increment()
    }
}
