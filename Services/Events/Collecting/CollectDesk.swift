import EventCollection
import EventLog
import Logging
import MeshCore

/// Takes what trackers send: reads it, appends what is accepted, keeps the bytes of what is rejected, and answers as the
/// tracker's protocol has it.
struct CollectDesk: Sendable {
    let log: SharedLog
    let topics: CollectTopics
    let accepted: CollectTopic
    let rejected: CollectTopic
    let sites: SharedSnapshot<SiteDirectory>
    let salts: SaltKeeper
    let gate: SchemaGate
    let limiter: CollectLimiter
    let metrics: CollectMetrics
    let logger: Logger

    /// Takes a request.
    ///
    /// - Parameter deadline: When the sender stops waiting.
    /// - Returns: The answer; nil when no tracker sends to this path by this method.
    /// - Throws: `StoreError`, `EventLogError` when nothing could be taken: the sender has to try again.
    func take(_ request: CollectRequest, until deadline: Deadline?) async throws -> CollectAnswer? {
        let collector = EventCollector(sites: try sites.value())
        let salts = try await salts.salts(at: request.receivedAt)
        guard let intake = collector.read(request, salts: salts) else { return nil }
        let accepted = intake.accepted
        let bySite = accepted.reduce(into: [String: Int]()) { $0[$1.site, default: 0] += 1 }
        if let pause = limiter.refuse(
            from: request.address, events: bySite, count: intake.items.count, at: .now())
        {
            metrics.countLimited(max(1, intake.items.count))
            return intake.limited(for: pause)
        }
        let log = log.bounded(by: deadline)
        var checked = try CheckedIntake(intake, by: gate)
        var results = try await topics.append(checked.records, to: self.accepted, through: log)[...]
        let outcomes = checked.outcomes(&results)
        report(outcomes)
        try await keep(checked.letters, in: log)
        metrics.count(intake, outcomes)
        return intake.answer(outcomes)
    }

    /// Keeps what was rejected. Who is told that an event is rejected does not send it again, so its bytes are kept before.
    private func keep(_ letters: [DeadLetter], in log: SharedLog) async throws {
        for outcome in try await topics.append(letters.map(\.record), to: rejected, through: log) {
            switch outcome.result {
            case .success(.appended), .success(.duplicate): break
            case .success(.tooLarge(let limit)):
                // Somebody has made the topic's limit smaller than what is taken.
                logger.warning("Failed to keep a rejected event", metadata: ["bytes.limit": "\(limit)"])
            case .failure(let error): throw error
            }
        }
    }

    private func report(_ outcomes: [EventCollection.AppendOutcome]) {
        let missed = outcomes.count { $0 == .unavailable }
        guard missed > 0 else { return }
        logger.warning("Failed to append events of a tracker", metadata: ["events": "\(missed)"])
    }
}
