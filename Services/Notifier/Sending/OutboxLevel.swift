import CoreMetrics
import Logging
import MeshCore
import MeshStore
import NotifierAPI
import Synchronization

/// How full the outbox is: counted now and then, since a count for each request would cost more than the request.
final class OutboxLevel: Sendable {
    private let limit: Int
    private let waiting = Atomic<Int>(0)

    private let gauges = NotificationChannel.allCases.map { channel in
        (
            channel, waiting: Gauge(label: "notifier_waiting", dimensions: [("channel", channel.rawValue)]),
            lateness: Gauge(label: "notifier_lateness_seconds", dimensions: [("channel", channel.rawValue)])
        )
    }

    private static let period: Duration = .seconds(1)

    init(limit: Int) { self.limit = limit }

    /// - Throws: ``NotifierError/outboxFull(limit:)`` when as many deliveries wait as may.
    func prove() throws(NotifierError) {
        guard waiting.load(ordering: .relaxed) < limit else { throw .outboxFull(limit: limit) }
    }

    /// Counts until the task is cancelled.
    ///
    /// - Throws: `CancellationError`.
    func run(_ store: NotifierStore, pauses: any Clock<Duration>, logger: Logger) async throws {
        while true {
            do {
                let queues = try await store.queues()
                waiting.store(queues.values.reduce(0) { $0 + $1.count }, ordering: .relaxed)
                record(queues, at: store.clock.now())
            } catch let error as StoreError {
                logger.warning("Failed to count the deliveries that wait", metadata: ["error": "\(error)"])
            }
            try await pauses.sleep(for: Self.period)
        }
    }

    /// Tells how many wait on each channel, and for how long the first one of them has been due.
    private func record(_ queues: [NotificationChannel: (count: Int, due: Timestamp)], at now: Timestamp) {
        for (channel, count, lateness) in gauges {
            count.record(queues[channel]?.count ?? 0)
            let late = queues[channel].map { max(.zero, $0.due.duration(to: now)) } ?? .zero
            lateness.record(Double(late.nanoseconds) / 1e9)
        }
    }
}
