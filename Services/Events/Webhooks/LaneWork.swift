import EventLog
import EventsAPI
import Logging
import MeshCore
import MeshStore
import Synchronization
import WebhookCalls

/// Delivers the records of one lane in their order, one at a time, until nothing is due, its webhook is active no more, or this
/// instance is to stop. What has failed is left to whoever looks for due lanes.
struct LaneWork: Sendable {
    let parts: WebhookParts
    let key: WebhookLane.Key
    let lease: Lease
    let isStopping: @Sendable () -> Bool

    /// Records of one page: memory is what bounds them.
    private static let pageRecords = 200
    private static let pageBytes = 256 << 10
    /// How long to wait for records before the webhook is looked at again.
    private static let wait: Duration = .seconds(5)

    /// - Throws: `CancellationError`; `StoreError/leaseLost` when another instance has taken over; what the log throws.
    func run() async throws {
        while !isStopping() {
            guard let lane = try parts.store.due(key, at: parts.clock.now()), try await step(lane)
            else { return }
        }
    }

    /// Delivers a page.
    ///
    /// - Returns: Whether to go on.
    private func step(_ lane: WebhookLane) async throws -> Bool {
        let page: ReadPage
        do {
            page = try await parts.source.page(
                of: key.place, from: lane.position, limit: Self.pageRecords, wait: lane.end == nil ? Self.wait : .zero,
                bytes: Self.pageBytes)
        } catch EventLogError.offsetOutOfRange(_, _, let range) {
            // Retention was faster than the receiver, or an earlier topic of the name was longer.
            let next = min(max(lane.position, range.lowerBound), range.upperBound)
            parts.logger.warning(
                "Webhook skips records that are gone",
                metadata: ["webhook.id": "\(key.webhook)", "partition": "\(key.place)", "offset": "\(next)"])
            return try await pass(lane, to: next)
        } catch EventLogError.unknownTopic {
            try await end(.orphaned, "The topic is gone.")
            return false
        }
        return try await deliver(page, lane)
    }

    private func deliver(_ page: ReadPage, _ lane: WebhookLane) async throws -> Bool {
        var lane = lane
        let next = min(page.nextOffset, lane.end ?? .max)
        for record in page.records where record.offset < next {
            // Its owner may have changed it while a record was waited for, or delivered.
            guard !isStopping(), let webhook = try parts.store.webhook(key.webhook), webhook.state == .active else {
                return false
            }
            guard let message = message(of: record, webhook) else { continue }
            guard try await deliver(message, record, webhook, lane) else { return false }
            lane.position = record.offset + 1
            lane.attempts = 0
        }
        return next > lane.position ? try await pass(lane, to: next) : lane.end == nil
    }

    /// What is sent of a record; nil when the webhook does not want it.
    private func message(of record: StoredRecord, _ webhook: Webhook) -> WebhookMessage? {
        guard key.place.topic == webhook.topic else { return UndeliveredLetter.message(in: record, of: webhook.name) }
        guard webhook.settings.filter.wants(DeliveredEvent.type(of: record)) else { return nil }
        return WebhookMessage(record, at: key.place, topicID: webhook.topicID)
    }

    /// Makes one attempt.
    ///
    /// - Returns: Whether the record is done with.
    private func deliver(
        _ message: WebhookMessage, _ record: StoredRecord, _ webhook: Webhook, _ lane: WebhookLane
    ) async throws -> Bool {
        let answer = try await parts.caller.send(message, to: webhook.settings, signedBy: webhook.secrets)
        let now = parts.clock.now()
        let attempt = (record.offset == lane.position ? lane.attempts : 0) + 1
        let verdict = parts.rule.verdict(
            on: answer, attempt: attempt, limit: webhook.settings.attempts, failingSince: webhook.failingSince, at: now,
            random: .random(in: 0..<1))
        parts.metrics.count(verdict)
        switch verdict {
        case .delivered:
            return try await parts.store.advance(
                key, from: lane.position, to: record.offset + 1, .delivered, by: lease, at: now)
        case .retry(let next):
            _ = try await parts.store.retry(
                key, from: lane.position, at: record.offset, attempts: attempt, next: next, error: answer.failure,
                by: lease, now: now)
            return false
        case .undelivered:
            let letter = UndeliveredLetter(
                message: message, webhook: webhook.name, place: key.place, offset: record.offset, attempts: attempt,
                reason: answer.failure)
            try await parts.letters.append(letter, key: record.key, of: webhook, through: parts.source.log)
            return try await parts.store.advance(
                key, from: lane.position, to: record.offset + 1, .undelivered(error: answer.failure), by: lease,
                at: now)
        case .disabled(let ending):
            try await end(ending, answer.failure)
            return false
        }
    }

    private func pass(_ lane: WebhookLane, to next: Int64) async throws -> Bool {
        try await parts.store.advance(
            key, from: lane.position, to: next, nil, by: lease, at: parts.clock.now())
    }

    private func end(_ ending: WebhookEnding, _ error: String) async throws {
        parts.logger.warning(
            "Disabled a webhook",
            metadata: ["webhook.id": "\(key.webhook)", "reason": "\(ending.rawValue)", "error": "\(error)"])
        try await parts.store.end(key.webhook, ending, error: error, by: lease, at: parts.clock.now())
    }
}
