import EventLog
import EventsAPI
import HTTPTypes
import MeshCore
import MeshRuntime
import NIOCore

/// Groups of consumers over HTTP.
struct GroupRoutes: Sendable {
    let desk: GroupDesk
    let drain: DrainMark
    let cursors: Cursors

    private static let tag = "groups"
    private static let group = Parameter.path("group", .string(1...249), "The group")
    private static let member = Parameter.path("member", .string(1...64), "The member, as it was told when it joined")
    private static let standardSession: Int64 = 30

    func add(to api: inout API) {
        addTakingPart(to: &api)
        addPolling(to: &api)
        addCommitting(to: &api)
        addLooking(to: &api)
    }

    private func addTakingPart(to api: inout API) {
        api.on(
            .post, "/v1/groups/{group}/members",
            Operation(
                id: "joinGroup", summary: "Take part in a group", tag: Self.tag, access: EventsAccess.topics,
                parameters: [Self.group], request: .json(JoinGroup.self),
                responses: [.created(GroupMembership.self, "It is a member.")], problems: [409],
                idempotency: .accepted)
        ) { [desk] input, _ in
            let group = try input.group()
            let topics = try Self.topics(input.body.topics)
            let id = MemberID(ID<GroupSeat>.make().description)
            let roster = try await desk.join(
                group, as: id, topics: topics,
                term: .seconds(input.body.sessionSeconds ?? Self.standardSession))
            let membership = try await Self.membership(of: id, in: roster, group, desk.log)
            return try .created(
                membership, location: "/v1/groups/\(PercentEncoding.encode(group.description))/members/\(id)")
        }
        api.on(
            .post, "/v1/groups/{group}/members/{member}/heartbeat",
            Operation(
                id: "heartbeatGroup", summary: "Show that a member lives", tag: Self.tag,
                access: EventsAccess.topics, parameters: [Self.group, Self.member],
                responses: [.ok(GroupMembership.self, "What it is to read now.")])
        ) { [desk] input, _ in
            let (group, id) = (try input.group(), input.member)
            return try .json(try await Self.membership(of: id, in: try await desk.touch(group, id), group, desk.log))
        }
        api.on(
            .delete, "/v1/groups/{group}/members/{member}",
            Operation(
                id: "leaveGroup", summary: "Take part in a group no longer", tag: Self.tag,
                access: EventsAccess.topics, parameters: [Self.group, Self.member],
                responses: [.noContent("Others read its partitions.")])
        ) { [desk] input, _ in
            try await desk.leave(try input.group(), input.member)
            return .empty()
        }
    }

    private func addPolling(to api: inout API) {
        api.on(
            .post, "/v1/groups/{group}/members/{member}/poll",
            Operation(
                id: "pollGroup", summary: "Read records of a member's partitions", tag: Self.tag,
                access: EventsAccess.topics, parameters: [Self.group, Self.member],
                request: .json(PollGroup.self, limit: 1 << 20),
                responses: [.ok(PolledRecords.self, "Records; none when there were none in time.")], problems: [416])
        ) { [desk, drain] input, context in
            let (group, id) = (try input.group(), input.member)
            let bounded = GroupDesk(log: desk.log.bounded(by: context.deadline), store: desk.store, clock: desk.clock)
            var positions: [TopicPartition: Int64] = [:]
            for position in input.body.positions ?? [] {
                positions[try position.place] = position.offset
            }
            let found = try await GroupReader(desk: bounded, drain: drain).poll(
                group, id, positions: positions, limit: input.body.limit ?? 100,
                wait: .milliseconds(input.body.wait ?? 0))
            let membership = try await Self.membership(of: id, in: found.roster, group, desk.log)
            return .encodedJSON(ByteBuffer(bytes: try Self.text(of: found, membership)))
        }
    }

    private func addCommitting(to api: inout API) {
        api.on(
            .post, "/v1/groups/{group}/members/{member}/commit",
            Operation(
                id: "commitGroup", summary: "Remember how far a member has come", tag: Self.tag,
                access: EventsAccess.topics, parameters: [Self.group, Self.member],
                request: .json(CommitOffsets.self, limit: 1 << 20), responses: [.noContent("It is on disk.")],
                problems: [409])
        ) { [desk] input, _ in
            var offsets: [TopicPartition: CommittedOffset] = [:]
            for position in input.body.offsets {
                offsets[try position.place] = CommittedOffset(offset: position.offset ?? 0)
            }
            try await desk.commit(
                offsets, of: try input.group(), by: input.member, generation: input.body.generation)
            return .empty()
        }
    }

    private func addLooking(to api: inout API) {
        api.on(
            .get, "/v1/groups/{group}",
            Operation(
                id: "getGroup", summary: "A group, its members and what it has committed", tag: Self.tag,
                access: EventsAccess.topics, parameters: [Self.group],
                responses: [.ok(ConsumerGroupState.self, "The group.")])
        ) { [desk] input, _ in
            let group = try input.group()
            guard try await desk.log.groups().contains(group) else { throw EventsError.groupNotFound }
            let committed = try await desk.log.committedOffsets(of: group)
            var roster = try desk.store.roster(of: group)
            roster.expire(at: desk.clock.now())
            return try .json(
                ConsumerGroupState(
                    name: group.description,
                    members: roster.seats.values.sorted { $0.id < $1.id }.map {
                        GroupMembership($0, generation: roster.generation, committed: committed)
                    }, committed: committed.keys.sorted().map { PartitionPosition($0, committed[$0]?.offset) }))
        }
        api.on(
            .delete, "/v1/groups/{group}",
            Operation(
                id: "deleteGroup", summary: "Forget a group", tag: Self.tag, access: EventsAccess.topics,
                parameters: [Self.group], responses: [.noContent("What it has committed is gone.")])
        ) { [desk] input, _ in
            try await desk.store.delete(try input.group())
            try await desk.log.deleteGroup(try input.group())
            return .empty()
        }
        api.on(
            .get, "/v1/groups",
            Operation(
                id: "listGroups", summary: "Groups by name", tag: Self.tag, access: EventsAccess.topics,
                parameters: [TopicRoutes.limit, TopicRoutes.cursor],
                responses: [.ok(ConsumerGroupList.self, "A page.")])
        ) { [desk, cursors] input, _ in
            let limit = input.integer("limit") ?? 50
            let last = try input.string("cursor").map { try cursors.read($0, as: String.self, scope: "groups") } ?? ""
            let rest = try await desk.log.groups().map(\.description).filter { $0 > last }
            let page = Array(rest.prefix(limit))
            let next = try page.last.flatMap { rest.count > limit ? try cursors.make($0, scope: "groups") : nil }
            return try .json(ConsumerGroupList(items: page, nextCursor: next))
        }
    }

    private static func topics(_ texts: [String]) throws(EventsError) -> Set<TopicName> {
        var topics: Set<TopicName> = []
        for text in texts {
            guard let name = TopicName(text) else { throw .invalidTopicName(text) }
            topics.insert(name)
        }
        return topics
    }

    private static func membership(
        of id: MemberID, in roster: GroupRoster, _ group: GroupName, _ log: SharedLog
    ) async throws -> GroupMembership {
        guard let seat = roster.seats[id] else { throw EventsError.unknownMember }
        return GroupMembership(
            seat, generation: roster.generation, committed: try await log.committedOffsets(of: group))
    }

    /// The document of what was read; records are written as they were stored.
    private static func text(of found: GroupReader.Records, _ membership: GroupMembership) throws -> [UInt8] {
        var bytes = Array(#"{"membership":"#.utf8)
        bytes.append(contentsOf: try MeshJSON.encode(membership).readableBytesView)
        bytes.append(contentsOf: #","partitions":["#.utf8)
        for (index, (place, page)) in found.pages.enumerated() {
            let head: JSONValue = [
                "topic": .string(place.topic.description), "partition": .int(Int64(place.partition)),
            ]
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(contentsOf: head.utf8.dropLast())
            bytes.append(contentsOf: #","page":"#.utf8)
            bytes.append(contentsOf: RecordText.page(page))
            bytes.append(UInt8(ascii: "}"))
        }
        bytes.append(contentsOf: "]}".utf8)
        return bytes
    }
}
