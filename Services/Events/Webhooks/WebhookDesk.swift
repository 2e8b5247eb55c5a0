import EventLog
import EventsAPI
import MeshCore
import WebhookCalls

/// What the owners of webhooks ask for.
struct WebhookDesk: Sendable {
    let parts: WebhookParts
    /// Partitions that all webhooks together may deliver.
    let limit: Int

    /// How long a secret that was replaced signs beside the new one, unless its owner says else.
    private static let standardOverlap: Int64 = 86_400
    /// Partitions that are asked at once.
    private static let askedAtOnce = 16

    /// Makes a webhook, or changes it.
    ///
    /// - Returns: The secret, when it is a new one.
    /// - Throws: ``EventsError``, `EventLogError`.
    func put(
        _ name: String, on topicName: TopicName, _ request: PutWebhook
    ) async throws -> (webhook: Webhook, secret: WebhookSecret?) {
        let topic = try await parts.source.log.topic(topicName)
        let (settings, secret) = (try settings(in: request), try secret(in: request))
        let isPaused = request.isPaused ?? false
        if let known = try parts.store.webhook(name, of: topicName) {
            if known.topicID == topic.id {
                let webhook = try await parts.store.change(name, of: topicName, at: parts.clock.now()) { webhook in
                    if let secret, webhook.secrets.first?.secret != secret {
                        throw EventsError.invalid([
                            FieldError(
                                field: "secret", code: "conflict",
                                message:
                                    "It has another; replace it with POST \u{2026}/secrets, so that both sign for a while."
                            )
                        ])
                    }
                    webhook.settings = settings
                    if webhook.state != .active { webhook.failingSince = nil }
                    webhook.state = isPaused ? .paused : .active
                }
                return (webhook, nil)
            }
            // It was one of an earlier topic of this name.
            try await parts.store.delete(name, of: topicName)
        }
        let used = secret ?? .fresh()
        let positions = try await positions(start(request), in: topic)
        guard
            let webhook = try await parts.store.add(
                name, to: topic, settings, secret: used, isPaused: isPaused, positions: positions, limit: limit,
                at: parts.clock.now())
        else { throw EventsError.contended }
        return (webhook, used)
    }

    /// A webhook of a topic.
    ///
    /// - Throws: ``EventsError/webhookNotFound(_:)``.
    func webhook(_ name: String, on topic: TopicName) throws -> Webhook {
        guard let webhook = try parts.store.webhook(name, of: topic) else { throw EventsError.webhookNotFound(name) }
        return webhook
    }

    /// A webhook as lists tell it.
    func summary(of webhook: Webhook) -> EventWebhook {
        webhook.message(schedule: parts.rule.schedule, at: parts.clock.now())
    }

    /// A webhook with how far it has come, and how far behind it is.
    func description(of webhook: Webhook, deadline: Deadline?) async throws -> EventWebhook {
        let all = try parts.store.lanes(of: webhook.id)
        let lanes = all.filter { $0.key.place.topic == webhook.topic }
        let log = parts.source.log.bounded(by: deadline)
        let ends = try await concurrently(lanes) { lane -> Int64? in
            // Without an answer the document says nothing of the partition; the rest of it stands.
            try? await log.offsets(of: lane.key.place).upperBound
        }
        let lags = zip(lanes, ends).map { lane, end in end.map { max(0, $0 - lane.position) } }
        var message = summary(of: webhook)
        message.partitions = zip(lanes, lags).map { lane, lag in
            WebhookProgress(
                partition: lane.key.place.partition, nextOffset: lane.position, lag: lag, attempts: lane.attempts,
                nextAttemptAt: lane.nextAttemptAt)
        }
        message.lag = lags.contains(nil) ? nil : lags.compactMap(\.self).reduce(0, +)
        message.nextAttemptAt = all.compactMap(\.nextAttemptAt).min()
        message.replaying = all.compactMap { lane in lane.end.map { max(0, $0 - lane.position) } }.reduce(0, +)
        return message
    }

    /// Replaces the secret.
    ///
    /// - Throws: ``EventsError``.
    func rotate(_ name: String, on topic: TopicName, _ request: RotateWebhookSecret) async throws -> WebhookSecretAnswer
    {
        let now = parts.clock.now()
        let secret = try Self.secret(in: request.secret) ?? .fresh()
        let overlap = Duration.seconds(request.overlapSeconds ?? Self.standardOverlap)
        let webhook = try await parts.store.change(name, of: topic, at: now) { webhook in
            webhook.secrets = webhook.secrets.rotated(to: secret, overlap: overlap, at: now)
        }
        return WebhookSecretAnswer(secret: secret.text, secretsRetireAt: webhook.secrets.retirements(after: now))
    }

    /// Sends a test event, once, whether the webhook is active or not.
    ///
    /// - Throws: ``EventsError/webhookNotFound(_:)``; `CancellationError`.
    func test(_ name: String, on topic: TopicName) async throws -> WebhookTestReport {
        let webhook = try webhook(name, on: topic)
        let message = WebhookMessage.test(of: webhook, id: .make(), at: parts.clock.now())
        let start = MonotonicInstant.now()
        let answer = try await parts.caller.send(message, to: webhook.settings, signedBy: webhook.secrets)
        return WebhookTestReport(
            id: message.id, isDelivered: answer.isSuccess, status: answer.status,
            error: answer.isSuccess ? nil : answer.failure,
            durationMilliseconds: start.duration(to: .now()).wholeMilliseconds)
    }

    /// Sets the place anew in all partitions.
    ///
    /// - Throws: ``EventsError``, `EventLogError`.
    func seek(_ name: String, on topicName: TopicName, _ request: SeekWebhook) async throws -> Webhook {
        let webhook = try webhook(name, on: topicName)
        let start: ReadStart
        switch (request.from, request.time) {
        case (let from?, nil): start = from.readStart
        case (nil, let time?): start = .time(time)
        case (nil, nil), (_?, _?):
            throw EventsError.invalid([
                FieldError(field: "from", code: "choice", message: "Give either from or time.")
            ])
        }
        let topic = try await parts.source.log.topic(topicName)
        let positions = try await positions(start, in: topic)
        try await parts.store.put(
            positions.enumerated().map { number, position in
                WebhookLane(
                    key: .init(webhook: webhook.id, place: topic.partition(number)), position: position, attempts: 0)
            })
        return webhook
    }

    /// Delivers the dead letters again that there are now and that no earlier replay has taken.
    ///
    /// - Throws: ``EventsError``, `EventLogError`.
    func replay(_ name: String, on topicName: TopicName) async throws -> Webhook {
        let webhook = try webhook(name, on: topicName)
        guard let letters = Webhook.letters(of: topicName) else { return webhook }
        let place = TopicPartition(letters, 0)
        do {
            let offsets = try await parts.source.log.offsets(of: place)
            let key = WebhookLane.Key(webhook: webhook.id, place: place)
            let last = try parts.store.lanes(of: webhook.id).first { $0.key == key }?.position ?? 0
            // A position behind the end is one of an earlier topic.
            let first = offsets.contains(last) || last == offsets.upperBound ? last : offsets.lowerBound
            try await parts.store.put([
                WebhookLane(key: key, position: first, end: offsets.upperBound, attempts: 0)
            ])
        } catch EventLogError.unknownTopic {
            // There is none.
        }
        return webhook
    }

    private func settings(in request: PutWebhook) throws -> WebhookSettings {
        guard let url = WebhookURL(request.url) else {
            throw EventsError.invalid([
                FieldError(
                    field: "url", code: "url",
                    message: "An address of https is expected, without a user, a password and a fragment.")
            ])
        }
        if let objection = parts.caller.objection(to: url) {
            throw EventsError.invalid([FieldError(field: "url", code: "forbidden", message: objection)])
        }
        return WebhookSettings(
            url: url, filter: TypeFilter(patterns: request.types ?? []), attempts: request.attempts,
            timeout: request.timeoutSeconds.map { .seconds($0) } ?? WebhookSettings.standardTimeout)
    }

    private func secret(in request: PutWebhook) throws -> WebhookSecret? { try Self.secret(in: request.secret) }

    private static func secret(in text: String?) throws -> WebhookSecret? {
        guard let text else { return nil }
        guard let secret = WebhookSecret(text) else {
            throw EventsError.invalid([
                FieldError(
                    field: "secret", code: "length", message: "whsec_ and 24 \u{2026} 64 bytes in Base64 are expected.")
            ])
        }
        return secret
    }

    private func start(_ request: PutWebhook) throws -> ReadStart {
        switch (request.from, request.time) {
        case (let from, nil): return (from ?? .latest).readStart
        case (nil, let time?): return .time(time)
        case (_?, _?):
            throw EventsError.invalid([
                FieldError(field: "time", code: "conflict", message: "Give from or time, not both.")
            ])
        }
    }

    /// Where a start is, by the partitions' numbers.
    private func positions(_ start: ReadStart, in topic: Topic) async throws -> [Int64] {
        guard Webhook.letters(of: topic.name) != nil else {
            throw EventsError.invalid([
                FieldError(
                    field: "topic", code: "too_long",
                    message: "Its dead letters need a topic, whose name would have more than 249 characters.")
            ])
        }
        return try await concurrently(Array(topic.partitions.indices)) { [source = parts.source] number in
            try await source.start(start, of: topic.partition(number))
        }
    }

    /// Does something for each, some at once.
    ///
    /// - Returns: What came of each, in their order.
    private func concurrently<Item: Sendable, Value: Sendable>(
        _ items: [Item], _ body: @escaping @Sendable (Item) async throws -> Value
    ) async throws -> [Value] {
        try await withThrowingTaskGroup(of: (Int, Value).self) { group in
            var values: [Int: Value] = [:]
            for (place, item) in items.enumerated() {
                if place >= Self.askedAtOnce, let (place, value) = try await group.next() { values[place] = value }
                group.addTask { (place, try await body(item)) }
            }
            for try await (place, value) in group { values[place] = value }
            return items.indices.compactMap { values[$0] }
        }
    }
}

extension WebhookStart {
    fileprivate var readStart: ReadStart {
        switch self {
        case .earliest: .earliest
        case .latest: .latest
        }
    }
}
