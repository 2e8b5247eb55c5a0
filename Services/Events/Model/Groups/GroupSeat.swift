import EventLog
import MeshCore

/// A member of a group that takes part over HTTP: a lease that its calls prolong.
struct GroupSeat: Equatable, Sendable {
    let id: MemberID
    var topics: Set<TopicName>
    /// How long it may be silent.
    var term: Duration
    /// When its partitions go to others.
    var expiresAt: Timestamp
    /// What it is to read, in order.
    var share: [TopicPartition] = []
}
