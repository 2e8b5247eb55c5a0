import EventLog
import FoundationEssentials
import KafkaProtocol

extension RequestDesk {
    func findCoordinator(
        _ request: FindCoordinatorRequest, _ header: RequestHeader
    ) async throws -> FindCoordinatorResponse {
        let cluster = try await cluster()
        func find(_ key: String) -> FindCoordinatorResponse.Coordinator {
            // There are no transactions; with this code a client gives up instead of asking for ever.
            guard request.keyType == 0 else {
                return FindCoordinatorResponse.Coordinator(
                    key: key, nodeID: -1, port: -1, error: .transactionalIDAuthorizationFailed,
                    errorMessage: "There are no transactions here.")
            }
            guard GroupName(key) != nil else {
                return FindCoordinatorResponse.Coordinator(key: key, nodeID: -1, port: -1, error: .invalidGroupID)
            }
            let broker = cluster.coordinator(of: key)
            return FindCoordinatorResponse.Coordinator(
                key: key, nodeID: broker.id, host: broker.host, port: Int32(clamping: broker.port))
        }
        if header.version >= 4 { return FindCoordinatorResponse(coordinators: request.keys.map(find)) }
        let found = find(request.key)
        return FindCoordinatorResponse(
            error: found.error, errorMessage: found.errorMessage, nodeID: found.nodeID, host: found.host,
            port: found.port)
    }

    func joinGroup(
        _ request: JoinGroupRequest, _ header: RequestHeader, from peer: String
    ) async throws -> JoinGroupResponse {
        guard try await coordinates(request.groupID) else { return JoinGroupResponse(error: .notCoordinator) }
        let name = header.clientID ?? ""
        return await coordinator.join(
            JoinCall(
                request: request, version: header.version, clientID: name, clientHost: peer,
                newMemberID: "\(request.groupInstanceID ?? name)-\(UUID().uuidString.lowercased())"))
    }

    func syncGroup(_ request: SyncGroupRequest, _ header: RequestHeader) async throws -> SyncGroupResponse {
        guard try await coordinates(request.groupID) else { return SyncGroupResponse(error: .notCoordinator) }
        return await coordinator.sync(request)
    }

    func heartbeat(_ request: HeartbeatRequest, _ header: RequestHeader) async throws -> HeartbeatResponse {
        guard try await coordinates(request.groupID) else { return HeartbeatResponse(error: .notCoordinator) }
        return HeartbeatResponse(error: await coordinator.heartbeat(request))
    }

    func leaveGroup(_ request: LeaveGroupRequest, _ header: RequestHeader) async throws -> LeaveGroupResponse {
        guard try await coordinates(request.groupID) else { return LeaveGroupResponse(error: .notCoordinator) }
        guard header.version >= 3 else {
            let errors = await coordinator.leave(request.groupID, [LeaveGroupRequest.Member(id: request.memberID)])
            return LeaveGroupResponse(error: errors.first ?? .none)
        }
        let errors = await coordinator.leave(request.groupID, request.members)
        return LeaveGroupResponse(
            members: zip(request.members, errors).map { member, error in
                LeaveGroupResponse.Member(id: member.id, groupInstanceID: member.groupInstanceID, error: error)
            })
    }

    // MARK: What groups there are

    func listGroups(_ request: ListGroupsRequest, _ header: RequestHeader) async throws -> ListGroupsResponse {
        do {
            let active = await coordinator.active()
            let names = Set(active.map(\.id))
            // A group without members is in the log alone; the broker that coordinates it lists it.
            let cluster = try await cluster()
            let others = try await log.groups().map(\.description).filter {
                !names.contains($0) && cluster.coordinator(of: $0) == own
            }
            let all = active + others.map { ListGroupsResponse.Group(id: $0, protocolType: "consumer", state: "Empty") }
            let listed = all.filter { request.states.isEmpty || request.states.contains($0.state) }
            return ListGroupsResponse(groups: listed.sorted { $0.id < $1.id })
        } catch {
            return ListGroupsResponse(error: try code(for: error))
        }
    }

    func describeGroups(
        _ request: DescribeGroupsRequest, _ header: RequestHeader
    ) async throws -> DescribeGroupsResponse {
        var groups: [DescribeGroupsResponse.Group] = []
        for group in request.groups { groups.append(try await describe(group)) }
        return DescribeGroupsResponse(groups: groups)
    }

    private func describe(_ group: String) async throws -> DescribeGroupsResponse.Group {
        guard let name = GroupName(group) else {
            return DescribeGroupsResponse.Group(error: .invalidGroupID, id: group)
        }
        guard try await coordinates(group) else {
            return DescribeGroupsResponse.Group(error: .notCoordinator, id: group)
        }
        if let description = await coordinator.describe(name) { return description }
        do {
            let isKnown = try await log.groups().contains(name)
            return DescribeGroupsResponse.Group(
                id: group, state: isKnown ? "Empty" : "Dead", protocolType: isKnown ? "consumer" : "")
        } catch {
            return DescribeGroupsResponse.Group(error: try code(for: error), id: group)
        }
    }

    func deleteGroups(_ request: DeleteGroupsRequest, _ header: RequestHeader) async throws -> DeleteGroupsResponse {
        var groups: [DeleteGroupsResponse.Group] = []
        for group in request.groups {
            groups.append(DeleteGroupsResponse.Group(id: group, error: try await delete(group)))
        }
        return DeleteGroupsResponse(groups: groups)
    }

    private func delete(_ group: String) async throws -> KafkaErrorCode {
        guard let name = GroupName(group) else { return .invalidGroupID }
        guard try await coordinates(group) else { return .notCoordinator }
        guard await coordinator.describe(name) == nil else { return .nonEmptyGroup }
        do {
            guard try await log.groups().contains(name) else { return .groupIDNotFound }
            try await log.deleteGroup(name)
            return .none
        } catch {
            return try code(for: error)
        }
    }

    /// Whether the group is this broker's to coordinate.
    func coordinates(_ group: String) async throws -> Bool {
        try await cluster().coordinator(of: group) == own
    }
}
