package import EventLog

/// How the broker listens, and what it takes from its clients; each limit with its reason.
package struct KafkaConfiguration: Sendable {
    /// Where to listen. There is neither a password nor encryption on this port, so it is the machine's own by default.
    package var host = "127.0.0.1"
    /// 0 for any that is free.
    package var port = 9092
    /// How many ports are tried, from ``port`` on. So brokers of one machine need no settings of their own, and clients find
    /// the first at the port that they know.
    package var portAttempts = 1
    /// What clients connect to, where it is not the same: behind a proxy or a container's network.
    package var advertisedHost: String?
    package var advertisedPort: Int?

    /// The broker's number in its cluster.
    package var nodeID: Int32 = 1
    /// The instance of the log that it serves, as partitions name their owner.
    package var instance = ""

    /// Names the cluster to its clients, which use it only to see that it has not changed.
    package var clusterID = "orrery"

    /// The connections at once: each has a task and some buffers, and clients have a few each.
    package var connectionLimit = 2000
    /// The largest request in bytes. Clients send up to 1 MB at a time by default.
    package var frameLimit = 16 << 20
    /// The most bytes of records in an answer, whatever the client takes; its own default is 50 MB.
    package var fetchLimit = 32 << 20
    /// The longest that a request for records waits, whatever the client says.
    package var fetchWait: Duration = .seconds(30)

    /// How a topic is made that is written to or asked for and is not there; nil where topics are only made on purpose.
    package var missingTopics: MissingTopics? = MissingTopics()

    /// The topics that there may be before no more are made here.
    package var topicLimit = 1000

    /// How long a member may be silent, as its client chooses. Kafka's own bounds begin at 6 s, to spare its coordinator
    /// heartbeats; here they are cheap.
    package var sessionTimeouts: ClosedRange<Duration> = .seconds(1) ... .seconds(1800)
    /// How long the first members of a group wait for others before the first assignment.
    package var firstRebalanceDelay: Duration = .milliseconds(500)
    /// The members of a group: every one is told of in each rebalance.
    package var memberLimit = 500
    /// The groups with members that this broker coordinates.
    package var groupLimit = 10_000

    package init() {}

    /// How a topic is made that nobody has made on purpose.
    package struct MissingTopics: Sendable {
        package var partitionCount = 1
        package var settings = TopicSettings()

        package init() {}
    }
}
