import KafkaProtocol
import MeshCore

extension GroupMachine {
    /// Someone leaves, or is taken out.
    ///
    /// - Returns: How it went, and what is to be done.
    mutating func leave(
        _ leaver: LeaveGroupRequest.Member, at now: MonotonicInstant
    ) -> (error: KafkaErrorCode, orders: [GroupOrder]) {
        var id = leaver.id
        if let instance = leaver.groupInstanceID {
            guard let known = members.first(where: { $0.instanceID == instance }) else { return (.unknownMemberID, []) }
            guard id.isEmpty || id == known.id else { return (.fencedInstanceID, []) }
            id = known.id
        }
        if pending.removeValue(forKey: id) != nil { return (.none, finishJoining(at: now)) }
        guard let index = index(of: id) else { return (.unknownMemberID, []) }
        return (.none, remove(index, at: now))
    }

    /// Time has passed: members that are silent are out, and what waited long enough goes on.
    mutating func tick(at now: MonotonicInstant) -> [GroupOrder] {
        var orders: [GroupOrder] = []
        if !pending.isEmpty { pending = pending.filter { $0.value > now } }
        while let index = members.firstIndex(where: {
            !$0.isWaiting && $0.lastSeen.advanced(by: $0.sessionTimeout) <= now
        }) {
            orders += remove(index, at: now)
        }
        if case .syncing(let deadline) = phase, now >= deadline {
            // Without its leader's assignment a generation comes to nothing; who has not asked for it is gone.
            for id in members.filter({ !$0.isWaiting }).map(\.id) {
                if let index = index(of: id) { orders += remove(index, at: now) }
            }
            if case .syncing = phase { orders += rebalance(at: now) }
        }
        return orders + finishJoining(at: now)
    }

    private mutating func remove(_ index: Int, at now: MonotonicInstant) -> [GroupOrder] {
        let gone = members.remove(at: index)
        var orders: [GroupOrder] = []
        if let waiter = gone.joinWaiter {
            orders.append(.answerJoin(waiter, JoinGroupResponse(error: .unknownMemberID, memberID: gone.id)))
        }
        if let waiter = gone.syncWaiter {
            orders.append(.answerSync(waiter, SyncGroupResponse(error: .unknownMemberID)))
        }
        return orders + rebalance(at: now)
    }
}
