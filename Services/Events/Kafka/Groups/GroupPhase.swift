import MeshCore

/// Where a group is between two assignments.
enum GroupPhase: Hashable, Sendable {
    /// Nobody is in it.
    case empty
    /// Members are to join again, at the latest until an instant. The first ones of a group are waited for all of the time,
    /// so that those who start together are assigned together.
    case joining(until: MonotonicInstant, isFirst: Bool)
    /// All have joined, and the log is asked for the next generation.
    case forming
    /// The members have been told who they are, and wait for the leader's assignment.
    case syncing(until: MonotonicInstant)
    /// Everybody has what to read.
    case stable

    /// As Kafka's tools call it.
    var name: String {
        switch self {
        case .empty: "Empty"
        case .joining, .forming: "PreparingRebalance"
        case .syncing: "CompletingRebalance"
        case .stable: "Stable"
        }
    }
}
