import EventCollection
import MeshCore
import MeshRuntime

/// What may be set for webhooks, and why each limit is what it is.
struct WebhookConfiguration: Sendable {
    let networks: [AddressRange]
    let schedule: RetrySchedule
    let disableAfter: Duration
    let lanes: Int
    let term: Duration
    let lettersRetention: Duration

    private static let networksKey = ConfigurationKey.list(
        "webhooks.networks",
        "Networks (127.0.0.0/8) that webhooks may reach besides public addresses, also without TLS.")
    private static let scheduleKey = ConfigurationKey.list(
        "webhooks.schedule", default: RetrySchedule.standard.pauses.map(DurationText.text),
        "The pauses after which an event is tried again.")
    // Longer than the schedule, so that what is away over a long weekend and back then has lost nothing.
    private static let disableAfterKey = ConfigurationKey.duration(
        "webhooks.disableAfter", in: .seconds(1)...(.seconds(365 * 86_400)), default: .seconds(5 * 86_400),
        "How long nothing could be delivered before a webhook is disabled.")
    // Each is a task that waits for records.
    private static let lanesKey = ConfigurationKey.integer(
        "webhooks.lanes", in: 0...100_000, default: 4096, "Partitions that all webhooks together deliver.")
    // A dead instance's webhooks stand still for so long.
    private static let termKey = ConfigurationKey.duration(
        "webhooks.term", in: .milliseconds(200)...(.seconds(300)), default: .seconds(5),
        "How long an instance that does not answer keeps its webhooks.")
    // Time enough for somebody to see what is wrong, and to replay.
    private static let lettersRetentionKey = ConfigurationKey.duration(
        "webhooks.undelivered.retention", in: .seconds(3600)...(.seconds(87_600 * 3600)),
        default: .seconds(30 * 86_400),
        "How long events that could not be delivered are kept, when their topic is made.")

    static let keys: [any AnyConfigurationKey] = [
        networksKey, scheduleKey, disableAfterKey, lanesKey, termKey, lettersRetentionKey,
    ]

    /// - Throws: `ConfigurationError` for what is no network, or no pause.
    init(_ values: ConfigurationValues) throws(ConfigurationError) {
        disableAfter = values[Self.disableAfterKey]
        lanes = values[Self.lanesKey]
        term = values[Self.termKey]
        lettersRetention = values[Self.lettersRetentionKey]
        var faults: [String] = []
        networks = values[Self.networksKey].compactMap { text in
            let range = AddressRange(text)
            if range == nil {
                faults.append(
                    "webhooks.networks: a network such as 127.0.0.0/8 is expected, not \u{201C}\(text)\u{201D}")
            }
            return range
        }
        schedule = RetrySchedule(
            pauses: values[Self.scheduleKey].compactMap { text in
                let pause = DurationText.parse(text)
                if pause == nil {
                    faults.append("webhooks.schedule: a time such as 5s is expected, not \u{201C}\(text)\u{201D}")
                }
                return pause
            })
        if schedule.pauses.isEmpty, faults.isEmpty {
            faults.append("webhooks.schedule: at least one pause is expected")
        }
        guard faults.isEmpty else { throw ConfigurationError(faults) }
    }
}
