import EventLog

/// What is known of a group.
struct GroupState: Equatable, Sendable {
    /// How far it has come in a partition.
    struct Commit: Equatable, Sendable {
        /// The topic's id: of a later topic of the same name nothing is committed.
        var topic: Int64
        var offset: CommittedOffset
    }

    /// 0 before the first.
    var generation: Int32 = 0
    var commits: [TopicPartition: Commit] = [:]
}
