package import EventLog
package import Logging
package import MeshCore
import Synchronization

/// A log that a cluster of NATS servers keeps, in JetStream: a stream for each partition, and one for topics and groups.
///
/// Any number of instances use one cluster, and each serves all partitions. What is acknowledged is stored by a majority of
/// the servers; whether it is on their disks, their `sync_interval` says.
package final class JetStreamLog: Sendable {
    /// What serves a partition here.
    private struct Served {
        let partition: StreamPartition
        let appender: PartitionAppender
    }

    /// After how long every instance that lives has read what was said: it looks twice a minute.
    private static let longRead: Duration = .seconds(86_400)

    /// The name of this process among those that use the log.
    package let instance: String
    let configuration: JetStreamConfiguration
    let client: StreamClient
    let metadata: MetadataDesk
    let news: NewsBoard
    let clock: any WallClock
    let decompressor: (any BatchDecompressor)?
    private let pauses: any Clock<Duration>
    private let logger: Logger
    private let instances: @Sendable () -> [String]
    private let served = Mutex<[String: Served]>([:])
    private let waitingBytes = Atomic<Int>(0)

    /// Begins a connection to the cluster. It need not answer yet: calls wait for it.
    ///
    /// - Parameters:
    ///   - configuration: Where it is.
    ///   - instance: The name of this process.
    ///   - instances: The names of the processes that use the log now.
    ///   - decompressor: Looks into compressed batches.
    ///   - clock: Gives records their time.
    ///   - pauses: Measures waiting.
    ///   - logger: Hears what no caller is told.
    /// - Throws: ``EventLogError/server(detail:)`` when the URLs of the servers make no sense.
    package init(
        _ configuration: JetStreamConfiguration, instance: String,
        instances: @escaping @Sendable () -> [String] = { [] },
        decompressor: (any BatchDecompressor)? = nil, clock: any WallClock = SystemWallClock(),
        pauses: any Clock<Duration> = ContinuousClock(), logger: Logger = Logger(label: "event-log")
    ) async throws {
        let news = NewsBoard()
        self.news = news
        self.instance = instance
        self.instances = instances
        self.configuration = configuration
        self.decompressor = decompressor
        self.clock = clock
        self.pauses = pauses
        self.logger = logger
        do throws(NatsFailure) {
            let connection = try await NatsConnection.open(
                configuration.servers, news: "\(configuration.namespace).news.>"
            ) { news.tell($0.subject) }
            client = StreamClient(connection: connection, configuration: configuration, pauses: pauses)
        } catch {
            throw EventLogError.server(detail: error.description)
        }
        metadata = MetadataDesk(client: client)
    }

    /// Cleans partitions up, until the task is cancelled.
    package func run() async throws {
        while true {
            try await pauses.sleep(for: configuration.sweepInterval)
            try await clean()
        }
    }

    /// Ends the connection. What is under way fails.
    package func close() async throws { await client.connection.close() }

    /// The instances that use the log now, this one among them.
    package func living() throws -> [String] {
        let others = instances()
        return others.contains(instance) ? others : others + [instance]
    }

    /// Removes records that are too old or too many, and streams without a topic.
    package func clean() async throws {
        do {
            let mirror = try await metadata.current()
            for topic in mirror.topics.values {
                for number in topic.partitions.indices {
                    let held = mirror.leastCommit(of: topic.settings.protectedGroups, in: topic.partition(number))
                    try await clean(topic, number, held: held)
                }
            }
            try await removeOrphans(besides: mirror)
            try await metadata.sweep(before: clock.now() - Self.longRead)
        } catch let error as EventLogError {
            logger.warning("Failed to look for what to clean up", metadata: ["error": "\(error)"])
        }
    }

    private func clean(_ topic: Topic, _ number: Int, held: Int64?) async throws {
        do {
            try await part(number, of: topic).partition.removeExpired(topic.settings, held: held, at: clock.now())
        } catch is StreamGone {
            // Its topic was deleted in the meantime.
        } catch let error as EventLogError {
            logger.warning(
                "Failed to clean up a partition",
                metadata: ["log.partition": "\(topic.partition(number))", "error": "\(error)"])
        }
    }

    // MARK: Partitions

    /// The streams of a topic, by the numbers of its partitions.
    func streams(of topic: Topic) -> [StreamPlan] {
        topic.partitions.indices.map { number in
            let place = "\(topic.id).\(number)"
            return StreamPlan(
                name: "\(configuration.namespace)_\(topic.id)_\(number)", subject: "\(recordRoot).\(place)",
                news: "\(configuration.namespace).news.\(place)")
        }
    }

    /// What the subjects of all records begin with.
    var recordRoot: String { "\(configuration.namespace).records" }

    /// Works with a partition. When its stream is gone it is looked for once more: its topic may have been deleted, and made
    /// anew, by another instance.
    func with<Value: Sendable>(
        _ partition: TopicPartition, _ body: (StreamPartition, PartitionAppender, Topic) async throws -> Value
    ) async throws -> Value {
        if let topic = await metadata.known(partition.topic), topic.partitions.indices.contains(partition.partition) {
            do {
                let served = part(partition.partition, of: topic)
                return try await body(served.partition, served.appender, topic)
            } catch is StreamGone {
                forget(topic)
            }
        }
        let topic = try await metadata.current().topic(partition.topic)
        guard topic.partitions.indices.contains(partition.partition) else {
            throw EventLogError.unknownPartition(partition)
        }
        do {
            let served = part(partition.partition, of: topic)
            return try await body(served.partition, served.appender, topic)
        } catch is StreamGone {
            forget(topic)
            // Deleted just now, or lost.
            _ = try await metadata.current().topic(partition.topic)
            throw EventLogError.server(detail: "the stream of \(partition) is gone")
        }
    }

    /// Forgets a topic that was deleted.
    func forget(_ topic: Topic) {
        served.withLock { served in for stream in streams(of: topic) { served[stream.name] = nil } }
    }

    private func part(_ number: Int, of topic: Topic) -> Served {
        let stream = streams(of: topic)[number]
        return served.withLock { served in
            if let found = served[stream.name] { return found }
            let partition = StreamPartition(topic.partition(number), stream: stream, client: client)
            let appender = PartitionAppender(
                partition, settings: topic.settings, clock: clock, decompressor: decompressor)
            let made = Served(partition: partition, appender: appender)
            served[stream.name] = made
            return made
        }
    }

    /// Removes what is left of topics that were not made to the end, or not deleted to the end.
    private func removeOrphans(besides mirror: MetadataMirror) async throws {
        let known = Set(mirror.topics.values.flatMap { streams(of: $0) }.map(\.name))
        for name in try await client.names(of: "\(recordRoot).>") where !known.contains(name) {
            do {
                // A young one may belong to a topic that is being made.
                let age = try await client.state(of: name).createdAt.duration(to: clock.now())
                if age > .seconds(3600) { try await client.delete(name) }
            } catch is StreamGone {
                // As it should be.
            }
        }
    }

    // MARK: What waits

    /// Counts what waits to be stored while it does.
    func counting<Value: Sendable>(_ bytes: Int, _ body: () async throws -> Value) async throws -> Value {
        let limit = configuration.waitingBytes
        let waiting = waitingBytes.add(bytes, ordering: .relaxed).newValue
        defer { waitingBytes.subtract(bytes, ordering: .relaxed) }
        guard waiting <= limit else { throw EventLogError.overloaded(limit: limit) }
        return try await body()
    }

    /// Tells of trouble that no caller is told of.
    func warn(_ message: Logger.Message, _ error: any Error) {
        logger.warning(message, metadata: ["error": "\(error)"])
    }

    func wait(_ signal: Signal, until deadline: MonotonicInstant) async throws {
        try await signal.wait(until: deadline, clock: pauses)
    }
}
