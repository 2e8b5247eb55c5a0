import KafkaProtocol
import MeshCore

@testable import KafkaBroker

/// A group in a time of its own, and the answers that its members have had.
struct GroupTrial {
    var machine = GroupMachine(limits: GroupMachine.Limits(members: 4, firstDelay: .milliseconds(500)))
    var now = MonotonicInstant(nanoseconds: 1_000_000_000)
    var joined: [WaiterID: JoinGroupResponse] = [:]
    var synced: [WaiterID: SyncGroupResponse] = [:]
    private var generation: Int32 = 0
    private var waiters: Int64 = 0
    /// Whether the log begins generations as soon as it is asked.
    var beginsAtOnce = true

    mutating func follow(_ orders: [GroupOrder]) {
        for order in orders {
            switch order {
            case .answerJoin(let waiter, let answer): joined[waiter] = answer
            case .answerSync(let waiter, let answer): synced[waiter] = answer
            case .beginGeneration: if beginsAtOnce { begin() }
            }
        }
    }

    mutating func begin() {
        generation += 1
        follow(machine.generationBegan(generation, at: now))
    }

    mutating func pass(_ duration: Duration) {
        now = now.advanced(by: duration)
        follow(machine.tick(at: now))
    }

    mutating func join(
        _ id: String = "", named name: String = "new", instance: String? = nil, offers: [String] = ["range"],
        metadata: String = "", version: Int16 = 9, kind: String = "consumer"
    ) -> WaiterID {
        waiters += 1
        let waiter = WaiterID(number: waiters)
        let request = JoinGroupRequest(
            groupID: "g", sessionTimeout: .seconds(10), rebalanceTimeout: .seconds(30), memberID: id,
            groupInstanceID: instance, protocolType: kind,
            offers: offers.map { JoinGroupRequest.Offer(name: $0, metadata: ArraySlice(metadata.utf8)) })
        let call = JoinCall(
            request: request, version: version, clientID: "c", clientHost: "127.0.0.1", newMemberID: name)
        follow(machine.join(call, waiter, at: now))
        return waiter
    }

    mutating func sync(
        _ id: String, generation: Int32? = nil, instance: String? = nil, assigning: [String: String] = [:]
    ) -> WaiterID {
        waiters += 1
        let waiter = WaiterID(number: waiters)
        let request = SyncGroupRequest(
            groupID: "g", generationID: generation ?? machine.generation, memberID: id, groupInstanceID: instance,
            assignments: assigning.map {
                SyncGroupRequest.Assignment(memberID: $0.key, assignment: ArraySlice($0.value.utf8))
            })
        follow(machine.sync(request, waiter, at: now))
        return waiter
    }

    mutating func heartbeat(_ id: String, generation: Int32? = nil) -> KafkaErrorCode {
        machine.heartbeat(
            HeartbeatRequest(groupID: "g", generationID: generation ?? machine.generation, memberID: id), at: now)
    }

    mutating func commit(_ id: String, generation: Int32? = nil) -> KafkaErrorCode {
        machine.commit(
            OffsetCommitRequest(groupID: "g", generationID: generation ?? machine.generation, memberID: id), at: now)
    }

    mutating func leave(_ id: String, instance: String? = nil) -> KafkaErrorCode {
        let (error, orders) = machine.leave(
            LeaveGroupRequest.Member(id: id, groupInstanceID: instance), at: now)
        follow(orders)
        return error
    }

    /// A stable group of members that are named so; the first is its leader.
    static func stable(_ names: String..., instances: Bool = false) -> GroupTrial {
        var trial = GroupTrial()
        for name in names { _ = trial.join(named: name, instance: instances ? "i-\(name)" : nil, version: 3) }
        trial.pass(.milliseconds(500))
        for name in names.reversed() {
            let shares = name == names[0] ? Dictionary(uniqueKeysWithValues: names.map { ($0, "for \($0)") }) : [:]
            _ = trial.sync(name, instance: instances ? "i-\(name)" : nil, assigning: shares)
        }
        return trial
    }
}
