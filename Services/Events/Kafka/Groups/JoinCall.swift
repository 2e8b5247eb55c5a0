import KafkaProtocol
import MeshCore

/// A request to join, with what the connection tells of its sender.
struct JoinCall: Sendable {
    let request: JoinGroupRequest
    let version: Int16
    let clientID: String
    let clientHost: String
    /// The id for a member that has none yet.
    let newMemberID: String

    /// From version 4 on a newcomer comes back with the id that it was given, so that one whose answer was lost leaves no
    /// member behind (KIP-394).
    var comesBackWithID: Bool { version >= 4 }
    /// From version 9 on a leader can be told to leave the assignment as it is (KIP-814).
    var canSkipAssignment: Bool { version >= 9 }

    /// The first version has no time for joining of its own.
    var rebalanceTimeout: Duration {
        request.rebalanceTimeout < .zero ? request.sessionTimeout : request.rebalanceTimeout
    }
}
