import EventLog
import KafkaBroker
import Logging
import MeshCore
import NIOCore

/// Takes clients of Kafka at a port of this instance's own, if its configuration says so.
///
/// The broker has the instance's own log, not the one that passes requests on: clients of Kafka go to the owner of a partition
/// themselves, and are told who it is when they err.
struct KafkaDoor: Sendable {
    private let settings: KafkaSettings
    private let port: Int
    private let topicLimit: Int
    let store: BrokerStore
    private let log: any ServedLog
    private let gate: SchemaGate
    private let group: any EventLoopGroup
    private let logger: Logger

    /// - Parameters:
    ///   - topicLimit: How many topics there may be.
    ///   - gate: Checks records by the schemas of their types.
    /// - Returns: nil when clients of Kafka are not taken.
    init?(
        _ settings: KafkaSettings, topicLimit: Int, store: BrokerStore, log: any ServedLog, gate: SchemaGate,
        group: any EventLoopGroup, logger: Logger
    ) {
        guard let port = settings.port else { return nil }
        self.settings = settings
        self.port = port
        self.topicLimit = topicLimit
        self.store = store
        self.log = log
        self.gate = gate
        self.group = group
        self.logger = logger
    }

    /// Serves until the task is cancelled. Then connections end, and clients go on with the instances that take over.
    ///
    /// - Throws: What the system says when nothing can be listened at; `StoreError`; `EventLogError`.
    func run() async throws {
        let broker = try await broker()
        do {
            try await broker.run()
        } catch is CancellationError {
            // The way in which it ends.
        }
        // A cancelled task writes nothing, and this one has something to write; so it is done by another, and awaited.
        try await Task { [store, log] in try await store.leave(log.instance) }.value
    }

    private func broker() async throws -> KafkaBroker {
        var configuration = KafkaConfiguration()
        configuration.host = settings.host
        configuration.port = port
        configuration.portAttempts = KafkaSettings.portAttempts
        configuration.advertisedHost = settings.advertisedHost
        configuration.instance = log.instance
        configuration.topicLimit = topicLimit
        configuration.nodeID = try await store.enroll(log.instance, among: try log.living())
        return KafkaBroker(
            configuration, log: log, directory: LivingBrokers(store: store, log: log),
            inspector: SchemaInspector(gate: gate), group: group, logger: logger
        ) { [store, logger] own in
            try await store.announce(own)
            logger.info("Takes clients of Kafka", metadata: ["kafka.node": "\(own.id)", "kafka.port": "\(own.port)"])
        }
    }
}
