import EventLog
import KafkaProtocol
import Logging
import MeshCore

/// Coordinates the groups of consumers that are this broker's.
///
/// It guards the groups' machines and the requests that wait for them; it is an actor because both change together, and
/// requests come from all connections. Who is in a group is in memory alone: after a restart members are unknown and join
/// again. What has to outlive that, the generation and the offsets, is the log's.
actor GroupCoordinator {
    /// How often time is told to the groups: well below the shortest session.
    private static let tick = Duration.milliseconds(50)

    private let log: any EventLog
    private let configuration: KafkaConfiguration
    private let logger: Logger
    private let now: @Sendable () -> MonotonicInstant
    private var groups: [GroupName: GroupMachine] = [:]
    private var joins: [WaiterID: CheckedContinuation<JoinGroupResponse, Never>] = [:]
    private var syncs: [WaiterID: CheckedContinuation<SyncGroupResponse, Never>] = [:]
    private var lastWaiter: Int64 = 0
    private var isClosed = false
    /// Groups whose next generation is to be had from the log.
    private var forming: Set<GroupName> = []
    private let wakes: AsyncStream<Void>
    private let wake: AsyncStream<Void>.Continuation

    init(
        _ configuration: KafkaConfiguration, log: any EventLog, logger: Logger,
        now: @escaping @Sendable () -> MonotonicInstant
    ) {
        self.configuration = configuration
        self.log = log
        self.logger = logger
        self.now = now
        (wakes, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Tells the groups the time and begins their generations, until the task is cancelled. Then everybody who waits is told
    /// to look for another coordinator.
    func run() async {
        await withTaskGroup { tasks in
            tasks.addTask { await self.tickAll() }
            tasks.addTask { await self.beginGenerations() }
            await tasks.waitForAll()
        }
        close()
    }

    // MARK: Requests

    func join(_ call: JoinCall) async -> JoinGroupResponse {
        let timeout = call.request.sessionTimeout
        guard let name = GroupName(call.request.groupID) else { return JoinGroupResponse(error: .invalidGroupID) }
        guard configuration.sessionTimeouts.contains(timeout) else {
            return JoinGroupResponse(error: .invalidSessionTimeout)
        }
        guard !isClosed, groups[name] != nil || groups.count < configuration.groupLimit else {
            return JoinGroupResponse(error: .coordinatorNotAvailable)
        }
        return await withCheckedContinuation { continuation in
            let waiter = nextWaiter()
            joins[waiter] = continuation
            change(name) { $0.join(call, waiter, at: now()) }
        }
    }

    func sync(_ request: SyncGroupRequest) async -> SyncGroupResponse {
        guard let name = GroupName(request.groupID), !isClosed, groups[name] != nil else {
            return SyncGroupResponse(error: .unknownMemberID)
        }
        return await withCheckedContinuation { continuation in
            let waiter = nextWaiter()
            syncs[waiter] = continuation
            change(name) { $0.sync(request, waiter, at: now()) }
        }
    }

    func heartbeat(_ request: HeartbeatRequest) -> KafkaErrorCode {
        guard let name = GroupName(request.groupID) else { return .invalidGroupID }
        return groups[name]?.heartbeat(request, at: now()) ?? .unknownMemberID
    }

    func leave(_ group: String, _ leavers: [LeaveGroupRequest.Member]) -> [KafkaErrorCode] {
        guard let name = GroupName(group), groups[name] != nil else { return leavers.map { _ in .unknownMemberID } }
        var errors: [KafkaErrorCode] = []
        change(name) { group in
            leavers.flatMap { leaver in
                let (error, orders) = group.leave(leaver, at: now())
                errors.append(error)
                return orders
            }
        }
        return errors
    }

    /// What speaks against remembering offsets, ``KafkaErrorCode/none`` if nothing does.
    func objection(to request: OffsetCommitRequest) -> KafkaErrorCode {
        guard let name = GroupName(request.groupID) else { return .invalidGroupID }
        if let error = groups[name]?.commit(request, at: now()) { return error }
        return request.generationID < 0 && request.memberID.isEmpty ? .none : .unknownMemberID
    }

    // MARK: What groups there are

    /// A group with its members; nil when it has none.
    func describe(_ name: GroupName) -> DescribeGroupsResponse.Group? {
        guard let group = groups[name] else { return nil }
        let chosen = group.protocolName ?? ""
        return DescribeGroupsResponse.Group(
            id: name.description, state: group.phase.name, protocolType: group.protocolType, protocolName: chosen,
            members: group.members.map { member in
                DescribeGroupsResponse.Group.Member(
                    id: member.id, groupInstanceID: member.instanceID, clientID: member.clientID,
                    clientHost: member.clientHost, metadata: member.metadata(for: chosen),
                    assignment: member.assignment)
            })
    }

    /// The groups that have members.
    func active() -> [ListGroupsResponse.Group] {
        groups.map { name, group in
            ListGroupsResponse.Group(
                id: name.description, protocolType: group.protocolType, state: group.phase.name)
        }
    }

    // MARK: Orders

    private func nextWaiter() -> WaiterID {
        lastWaiter += 1
        return WaiterID(number: lastWaiter)
    }

    private func change(_ name: GroupName, _ event: (inout GroupMachine) -> [GroupOrder]) {
        let limits = GroupMachine.Limits(
            members: configuration.memberLimit, firstDelay: configuration.firstRebalanceDelay)
        var group = groups[name] ?? GroupMachine(limits: limits)
        let orders = event(&group)
        groups[name] = group.isIdle ? nil : group
        for order in orders {
            switch order {
            case .answerJoin(let waiter, let response): joins.removeValue(forKey: waiter)?.resume(returning: response)
            case .answerSync(let waiter, let response): syncs.removeValue(forKey: waiter)?.resume(returning: response)
            case .beginGeneration:
                forming.insert(name)
                wake.yield()
            }
        }
    }

    private func tickAll() async {
        while !Task.isCancelled {
            // Cancelled is what ends the loop.
            try? await Task.sleep(for: Self.tick)
            for name in groups.keys { change(name) { $0.tick(at: now()) } }
        }
    }

    private func beginGenerations() async {
        for await _ in wakes {
            while let name = forming.popFirst() {
                do {
                    let generation = try await log.beginGeneration(of: name)
                    change(name) { $0.generationBegan(generation, at: now()) }
                } catch {
                    logger.error(
                        "Could not begin a generation", metadata: ["group.name": "\(name)", "error": "\(error)"])
                    change(name) { $0.generationFailed() }
                }
            }
        }
    }

    private func close() {
        isClosed = true
        groups = [:]
        for waiter in joins.values { waiter.resume(returning: JoinGroupResponse(error: .coordinatorNotAvailable)) }
        for waiter in syncs.values { waiter.resume(returning: SyncGroupResponse(error: .coordinatorNotAvailable)) }
        joins = [:]
        syncs = [:]
    }
}
