package import MeshRuntime

/// What may be set for reporting, and why each limit is what it is.
package struct ReportingConfiguration: MeshConfiguration {
    package static let service = "reporting"
    package static let summary = "reporting: visits, funnels, retention and revenue of what sites collect."

    let topic: String
    let lateness: Duration
    let slack: Duration
    let youngBytes: Int
    let sealingPause: Duration
    let sitesPause: Duration
    let readWait: Duration
    let retiredFor: Duration
    let geography: String?
    let scanThreads: Int
    let waitingQuestions: Int
    let journeyEvents: Int
    let deliveryFolder: String?
    let deliveryCredentials: String?
    let deliveryAttempts: Int
    let deliveryPause: Duration

    private static let topicKey = ConfigurationKey.string(
        "events.topic", default: "collected", "The topic that holds what was collected.")
    // A tracker sends again what could not be sent when its device is next connected; days are laid out this much later.
    private static let latenessKey = ConfigurationKey.duration(
        "visits.lateness", in: .zero ... .seconds(30 * 86_400), default: .seconds(6 * 3600),
        "How late an event may come in and still be counted; fixed when a site's reports are begun.")
    // From its receipt an event is on its way to the log for some milliseconds, unless the log cannot be written.
    private static let slackKey = ConfigurationKey.duration(
        "visits.slack", in: .zero ... .seconds(86_400), default: .seconds(600),
        "How long after its receipt an event may reach the log.")
    // Some 650,000 events. A site's oldest day and the six hours in which its events may be late are there in any case.
    private static let youngKey = ConfigurationKey.integer(
        "young.bytes", in: 0...(1 << 40), default: 16 << 20,
        "Bytes of events that are not laid out; beyond it, reading waits for days to be laid out.")
    private static let sealingKey = ConfigurationKey.duration(
        "sealing.pause", in: .milliseconds(10)...(.seconds(3600)), default: .seconds(10),
        "How often it is looked whether a day is finished.")
    private static let sitesKey = ConfigurationKey.duration(
        "sites.pause", in: .milliseconds(10)...(.seconds(3600)), default: .seconds(5),
        "How often sites and the versions of their rules are asked for.")
    // Each wait that ends without a record is a small write, which moves the watermark of quiet sites on.
    private static let readKey = ConfigurationKey.duration(
        "events.wait", in: .milliseconds(10)...(.seconds(30)), default: .seconds(2),
        "How long a request for records waits for one.")
    // Longer than any question takes that began before.
    private static let retiredKey = ConfigurationKey.duration(
        "reprocessing.keep", in: .zero ... .seconds(86_400), default: .seconds(120),
        "How long reports that were replaced are kept.")
    private static let geographyKey = ConfigurationKey.optionalString(
        "geography.file", "A file that says where networks are: lines of NETWORK,COUNTRY,REGION,CITY.")
    private static let threadsKey = ConfigurationKey.integer(
        "scan.threads", in: 1...256, default: 2, "Questions that are answered at once; one a core.")
    private static let waitingKey = ConfigurationKey.integer(
        "scan.waiting", in: 1...10_000, default: 64,
        "Questions that may wait for their turn; beyond it, questions are refused with 503.")
    // They are looked at by some visitors at a time, so this bounds the time that a question takes and not its memory.
    private static let journeyKey = ConfigurationKey.integer(
        "journeys.events", in: 1000...1_000_000_000, default: 100_000_000,
        "Events that a question about journeys may look at; beyond it, it is refused with 422.")

    private static let folderKey = ConfigurationKey.optionalString(
        "delivery.folder", "The folder below which scheduled reports may be put; without one, none is put anywhere.")
    private static let credentialsKey = ConfigurationKey.optionalString(
        "delivery.credentials",
        "A file with keys of S3-compatible stores: [name], aws_access_key_id = …, aws_secret_access_key = ….")
    // With pauses that double up to ten minutes: some two hours.
    private static let attemptsKey = ConfigurationKey.integer(
        "delivery.attempts", in: 1...1000, default: 20, "How often the delivery of a file is tried.")
    private static let deliveryPauseKey = ConfigurationKey.duration(
        "delivery.pause", in: .milliseconds(10)...(.seconds(60)), default: .milliseconds(500),
        "How often it is looked whether something is to be delivered.")

    package static let keys: [any AnyConfigurationKey] = [
        topicKey, latenessKey, slackKey, youngKey, sealingKey, sitesKey, readKey, retiredKey, geographyKey, threadsKey,
        waitingKey, journeyKey, folderKey, credentialsKey, attemptsKey, deliveryPauseKey,
    ]

    package init(_ values: ConfigurationValues) throws(ConfigurationError) {
        topic = values[Self.topicKey]
        lateness = values[Self.latenessKey]
        slack = values[Self.slackKey]
        youngBytes = values[Self.youngKey]
        sealingPause = values[Self.sealingKey]
        sitesPause = values[Self.sitesKey]
        readWait = values[Self.readKey]
        retiredFor = values[Self.retiredKey]
        geography = values[Self.geographyKey]
        scanThreads = values[Self.threadsKey]
        waitingQuestions = values[Self.waitingKey]
        journeyEvents = values[Self.journeyKey]
        deliveryFolder = values[Self.folderKey]
        deliveryCredentials = values[Self.credentialsKey]
        deliveryAttempts = values[Self.attemptsKey]
        deliveryPause = values[Self.deliveryPauseKey]
    }
}
