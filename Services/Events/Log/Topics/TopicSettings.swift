/// How the records of a topic are kept, and what may be appended; each value with its reason.
package struct TopicSettings: Hashable, Sendable {
    /// What happens to old records.
    package var cleanup = CleanupRule.delete

    /// How long a record is kept at least; nil for ever. Kafka's week.
    package var retentionTime: Duration? = .seconds(7 * 86_400)

    /// How many bytes a partition may take before its oldest segments go; nil for as many as there are.
    package var retentionBytes: Int64?

    /// How long a record without a value (a tombstone) tells readers that its key is gone before compaction removes it.
    package var tombstoneTime: Duration = .seconds(86_400)

    /// The size in bytes past which a segment is sealed: small enough that retention works in small steps and the scan
    /// of a torn tail takes tens of milliseconds.
    package var segmentBytes = 128 << 20

    /// The age past which a segment is sealed, so that a topic with little traffic is cleaned up too.
    package var segmentAge: Duration = .seconds(86_400)

    /// The largest batch, in bytes with its header; a record must fit into one. Kafka's default.
    package var maximumBatchBytes = 1_048_588

    /// How long a record's source and id are remembered, to leave it out when it comes again.
    package var duplicateWindow: Duration = .seconds(86_400)

    /// How many records of a partition are remembered so; each takes some 64 bytes of memory.
    package var duplicateLimit = 100_000

    /// Groups whose unread records are kept, however old they are.
    package var protectedGroups: Set<GroupName> = []

    package init() {}
}
