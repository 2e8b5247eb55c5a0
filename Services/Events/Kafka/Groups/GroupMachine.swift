import KafkaProtocol
import MeshCore

/// A group of consumers: who is in it, in which generation, and what each reads.
///
/// It knows no clock and no connection: it is told of requests and of time, and returns orders. Its rules are those of
/// Kafka's coordinator, so that clients behave as they do there: a member that comes or goes makes all join again; when all
/// have, or their time is over, a generation begins; its leader assigns, and then the group is stable.
struct GroupMachine: Sendable {
    /// What a group may have.
    struct Limits: Hashable, Sendable {
        /// Members, with those that were given an id and have not come back.
        var members: Int
        /// How long the first members wait for others.
        var firstDelay: Duration
    }

    let limits: Limits
    var phase = GroupPhase.empty
    var generation: Int32 = -1
    /// `consumer`, for consumers; what the first member said.
    var protocolType = ""
    /// The way of assignment of this generation.
    var protocolName: String?
    var leader = ""
    /// In the order in which they came.
    var members: [GroupMember] = []
    /// Ids that were given to newcomers, and until when they are waited for.
    var pending: [String: MonotonicInstant] = [:]

    init(limits: Limits) {
        self.limits = limits
    }

    /// Whether there is nothing to remember.
    var isIdle: Bool { phase == .empty && members.isEmpty && pending.isEmpty }

    func index(of id: String) -> Int? { members.firstIndex { $0.id == id } }

    /// What speaks against a request of a member; nil if nothing does.
    func objection(to id: String, instance: String?, generation: Int32?) -> KafkaErrorCode? {
        if let instance, let known = members.first(where: { $0.instanceID == instance }), known.id != id {
            return .fencedInstanceID
        }
        guard index(of: id) != nil else { return .unknownMemberID }
        if let generation, generation != self.generation { return .illegalGeneration }
        return nil
    }

    // MARK: Rebalancing

    /// Makes all members join again.
    mutating func rebalance(at now: MonotonicInstant) -> [GroupOrder] {
        var orders: [GroupOrder] = []
        switch phase {
        case .empty: phase = .joining(until: now.advanced(by: limits.firstDelay), isFirst: true)
        case .joining, .forming: break
        case .syncing, .stable:
            for index in members.indices {
                guard let waiter = members[index].syncWaiter else { continue }
                orders.append(.answerSync(waiter, SyncGroupResponse(error: .rebalanceInProgress)))
                members[index].syncWaiter = nil
                // Its session goes on from here: it could send no heartbeat while it waited.
                members[index].lastSeen = now
            }
            phase = .joining(until: now.advanced(by: longestRebalance), isFirst: false)
        }
        return orders + finishJoining(at: now)
    }

    /// Goes on when all have joined, or when the time for it is over.
    mutating func finishJoining(at now: MonotonicInstant) -> [GroupOrder] {
        guard case .joining(let deadline, let isFirst) = phase else { return [] }
        let isOver = now >= deadline
        let isComplete = !isFirst && pending.isEmpty && members.allSatisfy { $0.joinWaiter != nil }
        guard isOver || isComplete || members.isEmpty && pending.isEmpty else { return [] }
        // Members of an instance keep their place until their session ends; all others had their chance.
        members.removeAll { $0.joinWaiter == nil && $0.instanceID == nil }
        guard members.contains(where: { $0.joinWaiter != nil }) else {
            if members.isEmpty { becomeEmpty() }
            return []
        }
        phase = .forming
        return [.beginGeneration]
    }

    /// The log has begun a generation: the members are told, and the leader is to assign.
    mutating func generationBegan(_ number: Int32, at now: MonotonicInstant) -> [GroupOrder] {
        guard phase == .forming else { return [] }
        generation = number
        guard !members.isEmpty else {
            becomeEmpty()
            return []
        }
        let chosen = chosenProtocol()
        protocolName = chosen
        if !members.contains(where: { $0.id == leader && $0.joinWaiter != nil }) {
            leader = members.first { $0.joinWaiter != nil }?.id ?? ""
        }
        phase = .syncing(until: now.advanced(by: longestRebalance))
        var orders: [GroupOrder] = []
        for index in members.indices {
            members[index].assignment = []
            guard let waiter = members[index].joinWaiter else { continue }
            members[index].joinWaiter = nil
            members[index].lastSeen = now
            orders.append(.answerJoin(waiter, welcome(members[index].id)))
        }
        return orders
    }

    /// The log could not begin a generation: the members are to find their coordinator again.
    mutating func generationFailed() -> [GroupOrder] {
        let waiters = members.compactMap(\.joinWaiter)
        members = []
        becomeEmpty()
        return waiters.map { .answerJoin($0, JoinGroupResponse(error: .coordinatorNotAvailable)) }
    }

    /// What tells a member that it is in the present generation.
    func welcome(_ id: String, skipsAssignment: Bool = false) -> JoinGroupResponse {
        let name = protocolName ?? ""
        let others = members.map {
            JoinGroupResponse.Member(id: $0.id, groupInstanceID: $0.instanceID, metadata: $0.metadata(for: name))
        }
        return JoinGroupResponse(
            generationID: generation, protocolType: protocolType, protocolName: name, leader: leader,
            skipAssignment: skipsAssignment, memberID: id, members: id == leader ? others : [])
    }

    func common(of offers: [[JoinGroupRequest.Offer]]) -> Set<String> {
        guard let first = offers.first else { return [] }
        return offers.dropFirst().reduce(Set(first.map(\.name))) { $0.intersection($1.map(\.name)) }
    }

    /// The way of assignment that most members have first among those that all know.
    private func chosenProtocol() -> String {
        let candidates = common(of: members.map(\.offers))
        var votes: [String: Int] = [:]
        for member in members {
            if let choice = member.offers.first(where: { candidates.contains($0.name) }) {
                votes[choice.name, default: 0] += 1
            }
        }
        return votes.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? ""
    }

    private var longestRebalance: Duration { members.map(\.rebalanceTimeout).max() ?? .zero }

    private mutating func becomeEmpty() {
        phase = .empty
        protocolType = ""
        protocolName = nil
        leader = ""
    }
}
