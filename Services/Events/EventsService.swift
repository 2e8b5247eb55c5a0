import EventCompression
import EventLog
import JetStreamLog
package import Logging
package import MeshCore
package import MeshRuntime
package import MeshStore
package import NIOCore
import ServiceLifecycle

/// Events put together: the log, what other instances serve of it, the routes, and the work beside them.
package struct EventsService: MeshService {
    package let api: API
    package let idempotency: IdempotencyKeys?
    package let checks: [HealthCheck]

    let log: SharedLog
    let served: any ServedLog
    private let file: Store
    private let peers: LogPeers
    private let drain = DrainMark()
    private let sweeper: IdempotencySweeper
    private let meter: LagMeter
    let kafka: KafkaDoor?
    private let salts: SaltKeeper
    private let webhooks: WebhookAssembly

    /// Opens the log and declares the routes.
    ///
    /// - Parameters:
    ///   - configuration: Events' own.
    ///   - dataDirectory: Where the log is, shared by all instances.
    ///   - instance: This instance's id, unique to the process, under which the others reach it.
    ///   - neighbours: How it reaches the others.
    ///   - group: Where connections of Kafka's clients live.
    ///   - clock: The wall clock.
    ///   - pauses: Measures the pauses of the work beside requests.
    ///   - logger: Hears what no caller is told.
    /// - Throws: `StoreError`; `EventLogError`; `SecretFile.Failure` when the cursors' key cannot be read or made;
    ///   `ConfigurationError` when the file of networks cannot be read.
    package init(
        _ configuration: EventsConfiguration, dataDirectory: String, instance: String, neighbours: LogNeighbours,
        group: any EventLoopGroup, clock: any WallClock = SystemWallClock(),
        pauses: any Clock<Duration> = ContinuousClock(), logger: Logger
    ) async throws {
        file = try Store.open(
            path: "\(dataDirectory)/\(EventsSchema.fileName)", migrations: EventsSchema.migrations, clock: clock,
            logger: logger)
        if var cluster = configuration.cluster.log {
            cluster.waitingBytes = configuration.waitingBytes
            served = try await JetStreamLog(
                cluster, instance: instance, instances: { neighbours.instances }, decompressor: SystemCompression(),
                clock: clock, pauses: pauses, logger: logger)
        } else {
            var limits = SegmentLogConfiguration()
            limits.term = configuration.term
            limits.waitingBytes = configuration.waitingBytes
            served = try await SegmentLog(
                folder: dataDirectory, store: file, instance: instance, configuration: limits,
                decompressor: SystemCompression(), clock: clock, pauses: pauses, logger: logger)
        }
        peers = LogPeers(own: instance, neighbours: neighbours)
        log = SharedLog(
            local: served, peers: peers, patience: configuration.patience, clock: clock, pauses: pauses)
        let keys = IdempotencyKeys(store: file, clock: clock)
        idempotency = keys
        sweeper = IdempotencySweeper(keys: keys, pauses: pauses, logger: logger)
        meter = LagMeter(log: served, pauses: pauses, logger: logger)
        let collection = try CollectAssembly(
            configuration, store: file, log: log, clock: clock, pauses: pauses, logger: logger)
        salts = collection.salts
        kafka = KafkaDoor(
            configuration.kafka, topicLimit: configuration.topics, store: BrokerStore(store: file), log: served,
            gate: collection.gate, group: group, logger: logger)
        checks = [HealthCheck("store") { [file] in try await file.proveWritable() }]
        let cursors = Cursors(secret: try SecretFile(path: "\(dataDirectory)/events.cursors").load())
        var api = API(title: "Events", version: "1")
        webhooks = WebhookAssembly(
            configuration.webhooks, store: file, log: log, served: served, drain: drain, group: group, clock: clock,
            pauses: pauses, logger: logger)
        webhooks.add(to: &api, cursors: cursors)
        TopicRoutes(log: log, webhooks: webhooks.store, cursors: cursors, limit: configuration.topics).add(to: &api)
        PublishRoutes(log: log, publisher: RecordPublisher(instance: instance, logger: logger), gate: collection.gate)
            .add(to: &api)
        RecordRoutes(log: log, drain: drain, seats: StreamSeats(limit: configuration.streams)).add(to: &api)
        GroupRoutes(
            desk: GroupDesk(log: log, store: GroupStore(store: file), clock: clock), drain: drain, cursors: cursors
        ).add(to: &api)
        PeerRoutes(log: served).add(to: &api)
        collection.add(to: &api, cursors: cursors)
        self.api = api
    }

    /// Hands the partitions over at once: requests that still come here are passed on to their new owners.
    package func drainBegins() { drain.set() }

    /// Keeps the log until the process begins to shut down, and serves what remains of it through others until the server
    /// has drained; then closes the store.
    package func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await keepLog() }
            group.addTask {
                do {
                    try await cancelWhenGracefulShutdown { try await work() }
                } catch is CancellationError {
                    // The way in which it ends.
                }
                // Without a server that drains, the end of the service is the beginning, too.
                drain.set()
            }
            try await group.waitForAll()
        }
        try await peers.shutDown()
        try await file.close()
    }

    private func work() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await sweeper.run() }
            group.addTask { try await meter.run() }
            group.addTask { try await salts.run() }
            group.addTask { try await webhooks.run() }
            try await group.waitForAll()
        }
    }

    /// Runs the log until the drain begins, then gives its partitions back.
    private func keepLog() async throws {
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await served.run() }
                if let kafka { group.addTask { try await kafka.run() } }
                group.addTask { await drain.wait() }
                defer { group.cancelAll() }
                try await group.next()
            }
        } catch is CancellationError {
            // The way in which it ends without a drain.
        }
        // A cancelled task writes nothing, and this one has something to write; so it is done by another, and awaited.
        try await Task { try await served.close() }.value
    }
}
