import KafkaProtocol
import MeshCore

extension GroupMachine {
    /// A member asks for what it is to read; its leader brings what everybody is to read.
    mutating func sync(
        _ request: SyncGroupRequest, _ waiter: WaiterID, at now: MonotonicInstant
    ) -> [GroupOrder] {
        func refuse(_ error: KafkaErrorCode) -> [GroupOrder] {
            [.answerSync(waiter, SyncGroupResponse(error: error))]
        }
        if let error = objection(
            to: request.memberID, instance: request.groupInstanceID, generation: request.generationID)
        {
            return refuse(error)
        }
        guard request.protocolType ?? protocolType == protocolType,
            request.protocolName ?? protocolName == protocolName
        else { return refuse(.inconsistentGroupProtocol) }
        guard let index = index(of: request.memberID) else { return refuse(.unknownMemberID) }
        members[index].lastSeen = now
        switch phase {
        case .empty: return refuse(.unknownMemberID)
        case .joining, .forming: return refuse(.rebalanceInProgress)
        case .stable: return [.answerSync(waiter, share(of: members[index]))]
        case .syncing:
            let old = members[index].syncWaiter
            members[index].syncWaiter = waiter
            let replaced = old.map { [GroupOrder.answerSync($0, SyncGroupResponse(error: .unknownMemberID))] } ?? []
            return replaced + (request.memberID == leader ? assign(request.assignments, at: now) : [])
        }
    }

    /// A member tells that it lives.
    ///
    /// - Returns: What it is answered.
    mutating func heartbeat(_ request: HeartbeatRequest, at now: MonotonicInstant) -> KafkaErrorCode {
        if let error = objection(
            to: request.memberID, instance: request.groupInstanceID, generation: request.generationID)
        {
            return error
        }
        if let index = index(of: request.memberID) { members[index].lastSeen = now }
        switch phase {
        case .joining, .forming: return .rebalanceInProgress
        case .empty, .syncing, .stable: return .none
        }
    }

    /// Someone wants to remember how far the group has read.
    ///
    /// - Returns: What speaks against it. Members may still do it while they are to join again: they have read it.
    mutating func commit(_ request: OffsetCommitRequest, at now: MonotonicInstant) -> KafkaErrorCode {
        if request.generationID < 0, request.memberID.isEmpty, members.isEmpty { return .none }
        if let error = objection(
            to: request.memberID, instance: request.groupInstanceID, generation: request.generationID)
        {
            return error
        }
        if let index = index(of: request.memberID) { members[index].lastSeen = now }
        switch phase {
        case .syncing: return .rebalanceInProgress
        case .empty, .joining, .forming, .stable: return .none
        }
    }

    private mutating func assign(
        _ assignments: [SyncGroupRequest.Assignment], at now: MonotonicInstant
    ) -> [GroupOrder] {
        let shares = Dictionary(assignments.map { ($0.memberID, $0.assignment) }) { _, last in last }
        phase = .stable
        var orders: [GroupOrder] = []
        for index in members.indices {
            members[index].assignment = shares[members[index].id] ?? []
            guard let waiter = members[index].syncWaiter else { continue }
            members[index].syncWaiter = nil
            members[index].lastSeen = now
            orders.append(.answerSync(waiter, share(of: members[index])))
        }
        return orders
    }

    private func share(of member: GroupMember) -> SyncGroupResponse {
        SyncGroupResponse(protocolType: protocolType, protocolName: protocolName, assignment: member.assignment)
    }
}
