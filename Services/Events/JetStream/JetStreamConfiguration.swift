/// Where the cluster is, and the limits of what is asked of it, each with the reason for its value.
package struct JetStreamConfiguration: Sendable {
    /// URLs of its servers: `nats://host:4222`, perhaps with `name:password@` before the host.
    package var servers: [String]

    /// What the names of streams and subjects begin with, so that several meshes share a cluster.
    package var namespace = "orrery"

    /// How many servers keep each stream: three of three survive the loss of one. One for a server that stands alone.
    package var replicas = 3

    /// How long a call is tried again while there is no leader: longer than two elections, which take 4 … 9 s each.
    package var patience: Duration = .seconds(30)

    /// How long one attempt waits for an answer, which takes milliseconds where there is one.
    package var attempt: Duration = .seconds(2)

    /// How much is gathered for one message, in bytes, unless one batch is larger: what a reader of one record must read.
    package var messageBytes = 256 << 10

    /// How much may wait to be stored, all partitions together, in bytes; past it calls are refused.
    package var waitingBytes = 256 << 20

    /// How much is read back at most, in bytes, to know what of late must not be appended twice.
    package var historyBytes = 64 << 20

    /// How often old records are looked for: often enough that a full disk is relieved within a minute.
    package var sweepInterval: Duration = .seconds(30)

    package init(servers: [String]) { self.servers = servers }
}
