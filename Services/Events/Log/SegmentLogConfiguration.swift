/// The limits of our own log, each with the reason for its value.
package struct SegmentLogConfiguration: Sendable {
    /// How long an instance that does not answer keeps its partitions. It tells that it lives three times within a term. A
    /// process that has died is replaced at once.
    package var term: Duration = .seconds(10)

    /// How often old segments are looked for: often enough that a full disk is relieved within a minute.
    package var sweepInterval: Duration = .seconds(30)

    /// How much is gathered for one write, in bytes. Writing more at once makes nothing faster.
    package var groupBytes = 4 << 20

    /// How much may wait to be written, all partitions together, in bytes; past it calls are refused.
    package var waitingBytes = 256 << 20

    /// How many indexes of sealed segments stay in memory, some 200 kB each.
    package var cachedIndexes = 64

    /// How long a silent producer is remembered. Kafka's day.
    package var producerTime: Duration = .seconds(86_400)

    /// How many producers of a partition are remembered, some 200 bytes each.
    package var producerLimit = 50_000

    /// How many keys one compaction holds in memory, some 40 bytes each; what is beyond is left for the next.
    package var compactionKeys = 2_000_000

    package init() {}
}
