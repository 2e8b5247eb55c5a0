import KafkaProtocol
import MeshCore

/// A consumer in a group.
struct GroupMember: Hashable, Sendable {
    var id: String
    /// Of one that keeps its place over restarts (KIP-345).
    let instanceID: String?
    var clientID: String
    var clientHost: String
    /// Without a word for so long it is out.
    var sessionTimeout: Duration
    /// How long the others wait for it to join again.
    var rebalanceTimeout: Duration
    /// The ways of assignment that it knows, the best first.
    var offers: [JoinGroupRequest.Offer]

    var lastSeen: MonotonicInstant
    var joinWaiter: WaiterID?
    var syncWaiter: WaiterID?
    var assignment: ArraySlice<UInt8> = []

    /// Whether it waits for the group; then it cannot send heartbeats.
    var isWaiting: Bool { joinWaiter != nil || syncWaiter != nil }

    /// What it said for a way of assignment; empty where it does not know it.
    func metadata(for name: String) -> ArraySlice<UInt8> {
        offers.first { $0.name == name }?.metadata ?? []
    }
}
