import Logging
import MeshCore
import MeshStore
import NotifierAPI
import Synchronization

/// Sends what the outbox has for a channel. Any number of instances do so at once: each claims what it sends, and who dies loses its
/// claims.
struct Courier: Sendable {
    let store: NotifierStore
    let channel: NotificationChannel
    let sender: any ChannelSender
    let rule: RetryRule
    /// The owner of the claims, unique to the process.
    let owner: String
    /// How long the claims of an instance that died hold.
    let term: Duration
    /// What is sent at once.
    let limit: Int
    let bell: Bell
    let metrics: DeliveryMetrics
    let clock: any WallClock
    let pauses: any Clock<Duration>
    let logger: Logger

    /// How often it is looked whether something has become due.
    private static let period: Duration = .milliseconds(100)
    private static let pauseAfterFailure: Duration = .seconds(1)
    /// How long what is under way may take when the service ends.
    private static let grace: Duration = .seconds(5)

    /// Counts what was claimed and is not done with.
    private final class UnderWay: Sendable {
        private let number = Atomic<Int>(0)

        var count: Int { number.load(ordering: .relaxed) }

        func add(_ change: Int) { number.add(change, ordering: .relaxed) }
    }

    /// Sends until the task is cancelled; then what is under way comes to its end, if that is soon.
    ///
    /// - Throws: `CancellationError`.
    func run() async throws {
        try await withTaskCancellationHandler {
            try await work()
        } onCancel: {
            // Beside the work, which waits for its mails; it ends by itself.
            Task { try await endSoon() }
        }
    }

    private func endSoon() async throws {
        await sender.close()
        try await pauses.sleep(for: Self.grace)
        await sender.abort()
    }

    private func work() async throws {
        let busy = UnderWay()
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask { try await ring() }
            group.addTask { try await keepClaims() }
            for await _ in bell.rings {
                let free = limit - busy.count
                guard free > 0 else { continue }
                let claimed = await claim(free)
                busy.add(claimed.count)
                for delivery in claimed {
                    group.addTask {
                        await send(delivery)
                        busy.add(-1)
                        bell.ring()
                    }
                }
            }
            try Task.checkCancellation()
        }
    }

    private func ring() async throws {
        while true {
            bell.ring()
            try await pauses.sleep(for: Self.period)
        }
    }

    private func keepClaims() async throws {
        while true {
            try await pauses.sleep(for: term / 3)
            do {
                try await store.renewClaims(of: owner, term: term)
            } catch let error as StoreError {
                logger.warning("Failed to renew claims", metadata: ["error": "\(error)"])
            }
        }
    }

    private func claim(_ count: Int) async -> [ClaimedDelivery] {
        do {
            return try await store.claim(channel, by: owner, limit: count, term: term)
        } catch {
            if !(error is CancellationError) {
                logger.warning(
                    "Failed to claim deliveries", metadata: ["channel": "\(channel)", "error": "\(error)"])
            }
            return []
        }
    }

    private func send(_ delivery: ClaimedDelivery) async {
        await sender.send(delivery) { await note($0, of: delivery, $1) }
    }

    /// Writes down what became of an attempt, also when the service is to end: what was sent and not noted is sent again.
    private func note(_ verdict: DeliveryVerdict, of delivery: ClaimedDelivery, _ reference: String?) async {
        let next = next(after: verdict, of: delivery)
        metrics.count(verdict, isLast: next == nil, by: channel)
        do {
            // In a task of its own, which is not cancelled with this one.
            let holds = try await Task {
                try await store.finish(delivery, verdict, next: next, messageID: reference)
            }.value
            if !holds { logger.warning("Lost the claim of a delivery", metadata: ["delivery.id": "\(delivery.id)"]) }
        } catch {
            logger.error(
                "Failed to note what became of a delivery",
                metadata: ["delivery.id": "\(delivery.id)", "error": "\(error)"])
        }
    }

    /// When it is tried again; nil for what is not.
    private func next(after verdict: DeliveryVerdict, of delivery: ClaimedDelivery) -> Timestamp? {
        guard case .retry(_, _, let pause) = verdict else { return nil }
        let now = clock.now()
        if pause == .zero { return now }
        let next = rule.next(
            after: delivery.attempts, createdAt: delivery.createdAt, at: now, random: .random(in: 0..<1))
        guard let next, let pause else { return next }
        let later = max(next, now + pause)
        return later <= delivery.createdAt + rule.age ? later : nil
    }
}
