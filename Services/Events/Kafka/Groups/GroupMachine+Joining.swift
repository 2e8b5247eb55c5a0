import KafkaProtocol
import MeshCore

extension GroupMachine {
    /// A consumer comes, or a member joins again.
    mutating func join(_ call: JoinCall, _ waiter: WaiterID, at now: MonotonicInstant) -> [GroupOrder] {
        let request = call.request
        func refuse(_ error: KafkaErrorCode) -> [GroupOrder] {
            [.answerJoin(waiter, JoinGroupResponse(error: error, memberID: request.memberID))]
        }
        guard !request.protocolType.isEmpty, !request.offers.isEmpty, isCompatible(request) else {
            return refuse(.inconsistentGroupProtocol)
        }
        if let instance = request.groupInstanceID, let index = members.firstIndex(where: { $0.instanceID == instance })
        {
            if request.memberID.isEmpty { return replace(index, call, waiter, at: now) }
            guard members[index].id == request.memberID else { return refuse(.fencedInstanceID) }
        }
        if let index = index(of: request.memberID) { return rejoin(index, call, waiter, at: now) }
        if request.memberID.isEmpty {
            guard members.count + pending.count < limits.members else { return refuse(.groupMaxSizeReached) }
            if call.comesBackWithID, request.groupInstanceID == nil {
                pending[call.newMemberID] = now.advanced(by: request.sessionTimeout)
                return [
                    .answerJoin(
                        waiter, JoinGroupResponse(error: .memberIDRequired, memberID: call.newMemberID))
                ]
            }
            return admit(call.newMemberID, call, waiter, at: now)
        }
        guard pending.removeValue(forKey: request.memberID) != nil else { return refuse(.unknownMemberID) }
        return admit(request.memberID, call, waiter, at: now)
    }

    /// Whether there is a way of assignment that the sender and all others know.
    private func isCompatible(_ request: JoinGroupRequest) -> Bool {
        let others = members.filter { $0.id != request.memberID }
        guard !others.isEmpty else { return true }
        return request.protocolType == protocolType
            && !common(of: [request.offers] + others.map(\.offers)).isEmpty
    }

    private mutating func admit(
        _ id: String, _ call: JoinCall, _ waiter: WaiterID, at now: MonotonicInstant
    ) -> [GroupOrder] {
        if members.isEmpty { protocolType = call.request.protocolType }
        members.append(
            GroupMember(
                id: id, instanceID: call.request.groupInstanceID, clientID: call.clientID, clientHost: call.clientHost,
                sessionTimeout: call.request.sessionTimeout, rebalanceTimeout: call.rebalanceTimeout,
                offers: call.request.offers, lastSeen: now, joinWaiter: waiter))
        return rebalance(at: now)
    }

    private mutating func rejoin(
        _ index: Int, _ call: JoinCall, _ waiter: WaiterID, at now: MonotonicInstant
    ) -> [GroupOrder] {
        let isSame = members[index].offers == call.request.offers
        update(index, call, at: now)
        switch phase {
        case .syncing where isSame:
            // Its answer was lost.
            return [.answerJoin(waiter, welcome(members[index].id))]
        case .stable where isSame && members[index].id != leader:
            return [.answerJoin(waiter, welcome(members[index].id))]
        case .empty, .joining, .forming, .syncing, .stable:
            return wait(index, waiter) + rebalance(at: now)
        }
    }

    /// A member of an instance has started again: it takes its place, and nobody else need notice when nothing has changed.
    private mutating func replace(
        _ index: Int, _ call: JoinCall, _ waiter: WaiterID, at now: MonotonicInstant
    ) -> [GroupOrder] {
        var orders: [GroupOrder] = []
        if let old = members[index].joinWaiter {
            orders.append(.answerJoin(old, JoinGroupResponse(error: .fencedInstanceID, memberID: members[index].id)))
        }
        if let old = members[index].syncWaiter {
            orders.append(.answerSync(old, SyncGroupResponse(error: .fencedInstanceID)))
        }
        let wasLeader = members[index].id == leader
        let isSame = members[index].offers == call.request.offers
        members[index].joinWaiter = nil
        members[index].syncWaiter = nil
        members[index].id = call.newMemberID
        if wasLeader { leader = call.newMemberID }
        update(index, call, at: now)
        if phase == .stable, isSame, !wasLeader || call.canSkipAssignment {
            return orders + [.answerJoin(waiter, welcome(call.newMemberID, skipsAssignment: wasLeader))]
        }
        return orders + wait(index, waiter) + rebalance(at: now)
    }

    private mutating func update(_ index: Int, _ call: JoinCall, at now: MonotonicInstant) {
        members[index].offers = call.request.offers
        members[index].sessionTimeout = call.request.sessionTimeout
        members[index].rebalanceTimeout = call.rebalanceTimeout
        members[index].clientID = call.clientID
        members[index].clientHost = call.clientHost
        members[index].lastSeen = now
    }

    /// Lets a member wait; whoever waited in its name before is told that he was replaced.
    private mutating func wait(_ index: Int, _ waiter: WaiterID) -> [GroupOrder] {
        let old = members[index].joinWaiter
        members[index].joinWaiter = waiter
        return old.map { [.answerJoin($0, JoinGroupResponse(error: .unknownMemberID, memberID: members[index].id))] }
            ?? []
    }
}
