/// Enters a group, or tells it that one is still there while it is rebalanced.
package struct JoinGroupRequest: KafkaRequest {
    package typealias Response = JoinGroupResponse
    package static let api = KafkaAPI.joinGroup

    /// A way of assignment.
    package struct Offer: WireStructure, Hashable {
        package var name: String = ""
        /// What the leader needs to know of the member: its subscription.
        package var metadata: ArraySlice<UInt8> = []

        package init() {}

        package init(
            name: String = "", metadata: ArraySlice<UInt8> = []
        ) {
            self.name = name
            self.metadata = metadata
        }

        package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
            try coder.field("name", &name)
            try coder.field("metadata", &metadata)
        }
    }

    package var groupID: String = ""
    /// Without a heartbeat for so long, the member is out.
    package var sessionTimeout: Duration = .zero
    /// How long the others wait for the member to join again; in version 0 the session's timeout, shown as -1 ms.
    package var rebalanceTimeout: Duration = .milliseconds(-1)
    /// Empty at first: the coordinator gives it.
    package var memberID: String = ""
    /// Of a member that keeps its place over restarts (KIP-345).
    package var groupInstanceID: String?
    /// `consumer`, for consumers.
    package var protocolType: String = ""
    /// The ways of assignment that the member knows, the best first.
    package var offers: [Offer] = []
    package var reason: String?

    package init() {}

    package init(
        groupID: String = "", sessionTimeout: Duration = .zero, rebalanceTimeout: Duration = .milliseconds(-1),
        memberID: String = "", groupInstanceID: String? = nil, protocolType: String = "", offers: [Offer] = [],
        reason: String? = nil
    ) {
        self.groupID = groupID
        self.sessionTimeout = sessionTimeout
        self.rebalanceTimeout = rebalanceTimeout
        self.memberID = memberID
        self.groupInstanceID = groupInstanceID
        self.protocolType = protocolType
        self.offers = offers
        self.reason = reason
    }

    package mutating func describe(to coder: inout some FieldCoder) throws(WireError) {
        try coder.field("group_id", &groupID)
        try coder.field("session_timeout_ms", &sessionTimeout)
        try coder.field("rebalance_timeout_ms", &rebalanceTimeout, in: 1...)
        try coder.field("member_id", &memberID)
        try coder.field("group_instance_id", &groupInstanceID, in: 5...)
        try coder.field("protocol_type", &protocolType)
        try coder.field("protocols", &offers)
        try coder.field("reason", &reason, in: 8...)
    }
}
