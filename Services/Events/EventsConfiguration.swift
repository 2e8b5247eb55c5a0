import EventCollection
import MeshCore
package import MeshRuntime

/// What may be set for events, and why each limit is what it is.
package struct EventsConfiguration: MeshConfiguration {
    package static let service = "events"
    package static let summary = "events: a log of records in topics, and the collector of what trackers send."

    let term: Duration
    let patience: Duration
    let waitingBytes: Int
    let topics: Int
    let streams: Int
    let kafka: KafkaSettings
    let cluster: ClusterSettings
    let partitions: Int
    let retention: Duration
    let rejectedRetention: Duration
    let rejectedBytes: Int
    let siteRate: Double
    let addressRate: Double
    let sites: Int
    let schemas: Int
    let proxies: [AddressRange]
    let geography: String?
    let webhooks: WebhookConfiguration

    // An instance that hangs is followed within this time; one that has died is followed at once.
    private static let termKey = ConfigurationKey.duration(
        "log.term", in: .milliseconds(200)...(.seconds(300)), default: .seconds(10),
        "How long an instance that does not answer keeps its partitions.")
    // Longer than it takes to see that a process is dead and to repair the tail of its last file.
    private static let patienceKey = ConfigurationKey.duration(
        "log.patience", in: .zero ... .seconds(60), default: .seconds(3),
        "How long a request waits while its partition changes hands, before it is answered with 503.")
    // Half a second of what a disk takes; past it the callers had better wait than the memory fill.
    private static let waitingBytesKey = ConfigurationKey.integer(
        "log.waitingBytes", in: 1 << 20...8 << 30, default: 128 << 20,
        "Bytes that may wait to be written; beyond it, records are refused with 503.")
    // Each partition is a folder with an open file; a thousand topics of some partitions fit the descriptors.
    private static let topicsKey = ConfigurationKey.integer(
        "topics.limit", in: 1...100_000, default: 1000, "Topics that there may be.")
    // Each is a connection's stream and a task; memory is what bounds them.
    private static let streamsKey = ConfigurationKey.integer(
        "streams.limit", in: 0...1_000_000, default: 2000, "Event streams that this instance serves at once.")

    // As many readers may share them, and keys are spread over them for good.
    private static let partitionsKey = ConfigurationKey.integer(
        "collect.partitions", in: 1...64, default: 4, "Partitions of the topic collected, when it is made.")
    // As far back reports can be made again: a year, and the month to compare it with.
    private static let retentionKey = ConfigurationKey.duration(
        "collect.retention", in: .seconds(3600)...(.seconds(87_600 * 3600)), default: .seconds(400 * 86_400),
        "How long collected events are kept, when their topic is made.")
    // Time enough for somebody to see what is wrong, and to replay.
    private static let rejectedRetentionKey = ConfigurationKey.duration(
        "collect.rejected.retention", in: .seconds(3600)...(.seconds(87_600 * 3600)), default: .seconds(30 * 86_400),
        "How long rejected events are kept, when their topic is made.")
    // Whoever can reach the collector can fill it.
    private static let rejectedBytesKey = ConfigurationKey.integer(
        "collect.rejected.bytes", in: 64 << 20...1 << 40, default: 1 << 30,
        "What rejected events take at most, when their topic is made.")
    // What is too much only an owner knows; without one, the log's own bounds hold.
    private static let siteRateKey = ConfigurationKey.number(
        "collect.site.rate", in: 0...10_000_000, default: 0,
        "Events of a site that each instance takes in a second, ten seconds' worth at once; 0 for any number.")
    // Behind one address there may be a whole company, or a proxy.
    private static let addressRateKey = ConfigurationKey.number(
        "collect.address.rate", in: 0...10_000_000, default: 0,
        "Events from an address that each instance takes in a second, ten seconds' worth at once; 0 for any number.")
    // All are in memory, and read again after a change of one: a thousand in some 20 ms.
    private static let sitesKey = ConfigurationKey.integer(
        "sites.limit", in: 1...10_000, default: 1000, "Sites that there may be.")
    // The newest of each are in memory.
    private static let schemasKey = ConfigurationKey.integer(
        "schemas.limit", in: 1...10_000, default: 1000, "Types of events that may have schemas.")
    private static let proxiesKey = ConfigurationKey.list(
        "trusted.proxies",
        "Networks of proxies (10.0.0.0/8) whose X-Forwarded-For is believed; the mesh's gateway is believed besides.")
    private static let geographyKey = ConfigurationKey.optionalString(
        "geography.file", "Where networks are, for previews of rules: lines of NETWORK,COUNTRY,REGION,CITY.")

    package static let keys: [any AnyConfigurationKey] =
        [
            termKey, patienceKey, waitingBytesKey, topicsKey, streamsKey, partitionsKey, retentionKey,
            rejectedRetentionKey, rejectedBytesKey, siteRateKey, addressRateKey, sitesKey, schemasKey, proxiesKey,
            geographyKey,
        ] + KafkaSettings.keys + ClusterSettings.keys + WebhookConfiguration.keys

    package init(_ values: ConfigurationValues) throws(ConfigurationError) {
        term = values[Self.termKey]
        patience = values[Self.patienceKey]
        waitingBytes = values[Self.waitingBytesKey]
        topics = values[Self.topicsKey]
        streams = values[Self.streamsKey]
        kafka = KafkaSettings(values)
        cluster = try ClusterSettings(values)
        partitions = values[Self.partitionsKey]
        retention = values[Self.retentionKey]
        rejectedRetention = values[Self.rejectedRetentionKey]
        rejectedBytes = values[Self.rejectedBytesKey]
        siteRate = values[Self.siteRateKey]
        addressRate = values[Self.addressRateKey]
        sites = values[Self.sitesKey]
        schemas = values[Self.schemasKey]
        geography = values[Self.geographyKey]
        webhooks = try WebhookConfiguration(values)
        var faults: [String] = []
        proxies = values[Self.proxiesKey].compactMap { text in
            let range = AddressRange(text)
            if range == nil {
                faults.append("trusted.proxies: a network such as 10.0.0.0/8 is expected, not \u{201C}\(text)\u{201D}")
            }
            return range
        }
        guard faults.isEmpty else { throw ConfigurationError(faults) }
    }
}
