import EventLog
import KafkaProtocol
import MeshCore
import MeshTestKit
import Testing

@testable import KafkaBroker

@Suite("Groups are coordinated by Kafka's requests")
struct GroupsTests {
    let trial = DeskTrial()

    /// Runs what asks the coordinator while it runs.
    private func running(_ body: @Sendable @escaping (DeskTrial) async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await trial.coordinator.run() }
            try await body(trial)
            tasks.cancelAll()
        }
    }

    private static func join(_ trial: DeskTrial, version: Int16) async throws -> JoinGroupResponse {
        func request(_ id: String) -> JoinGroupRequest {
            JoinGroupRequest(
                groupID: "g", sessionTimeout: .seconds(10), rebalanceTimeout: .seconds(10), memberID: id,
                protocolType: "consumer", offers: [.init(name: "range", metadata: [1, 2])])
        }
        let first = try await trial.ask(request(""), version: version)
        guard first.error == .memberIDRequired else { return first }
        return try await trial.ask(request(first.memberID), version: version)
    }

    @Test("A member joins, syncs, lives, remembers and leaves", arguments: 0...9)
    func life(version: Int16) async throws {
        try await running { trial in
            try await trial.create("t", partitions: 2)
            let joined = try await Self.join(trial, version: version)
            #expect(joined.error == .none && joined.leader == joined.memberID && joined.generationID == 1)
            let id = joined.memberID
            let sync = SyncGroupRequest(
                groupID: "g", generationID: 1, memberID: id, assignments: [.init(memberID: id, assignment: [9])])
            #expect(try await trial.ask(sync, version: min(version, 3)).assignment == [9])
            let beat = HeartbeatRequest(groupID: "g", generationID: 1, memberID: id)
            #expect(try await trial.ask(beat, version: min(version, 4)).error == .none)

            func commit(_ id: String, _ generation: Int32) async throws -> [KafkaErrorCode] {
                let request = OffsetCommitRequest(
                    groupID: "g", generationID: generation, memberID: id,
                    topics: [
                        .init(name: "t", partitions: [.init(index: 0, offset: 5, metadata: "note"), .init(index: 9)]),
                        .init(name: "none", partitions: [.init(index: 0, offset: 1)]),
                    ])
                return try await trial.ask(request).topics.flatMap(\.partitions).map(\.error)
            }
            #expect(
                try await commit(id, 1) == [.none, .unknownTopicOrPartition, .unknownTopicOrPartition])
            #expect(Set(try await commit(id, 0)) == [.illegalGeneration])
            #expect(Set(try await commit("other", 1)) == [.unknownMemberID])

            let shown = try await trial.ask(DescribeGroupsRequest(groups: ["g", "none"]))
            #expect(shown.groups.map(\.state) == ["Stable", "Dead"])
            #expect(shown.groups[0].members.map(\.clientID) == ["trial"])
            #expect(try await trial.ask(DeleteGroupsRequest(groups: ["g"])).groups[0].error == .nonEmptyGroup)
            let leave = LeaveGroupRequest(groupID: "g", memberID: id, members: [.init(id: id)])
            #expect(try await trial.ask(leave, version: min(version, 5)).error == .none)
            #expect(try await trial.ask(beat).error == .unknownMemberID)
        }
    }

    @Test("What was remembered is told in each version, and forgotten with its group", arguments: 1...8)
    func offsets(version: Int16) async throws {
        try await trial.create("t", partitions: 2)
        let commit = OffsetCommitRequest(
            groupID: "g", topics: [.init(name: "t", partitions: [.init(index: 1, offset: 7, metadata: "here")])])
        #expect(try await trial.ask(commit).topics[0].partitions[0].error == .none)
        func offsets(_ wanted: [Int32]?) async throws -> [OffsetFetchResponse.Topic.Partition] {
            if version >= 8 {
                let topics = wanted.map { [OffsetFetchRequest.Group.Topic(name: "t", partitionIndexes: $0)] }
                let answer = try await trial.ask(OffsetFetchRequest(groups: [.init(id: "g", topics: topics)]))
                return answer.groups[0].topics.flatMap(\.partitions)
            }
            let topics = wanted.map { [OffsetFetchRequest.Topic(name: "t", partitionIndexes: $0)] }
            let request = OffsetFetchRequest(groupID: "g", topics: topics)
            return try await trial.ask(request, version: version).topics.flatMap(\.partitions)
        }
        #expect(try await offsets([0, 1]).map(\.offset) == [-1, 7])
        #expect(try await offsets([1])[0].metadata == "here")
        if version >= 2 { #expect(try await offsets(nil).map(\.index) == [1]) }
        #expect(try await trial.ask(ListGroupsRequest()).groups.map(\.state) == ["Empty"])
        #expect(
            try await trial.ask(DeleteGroupsRequest(groups: ["g", "g"])).groups.map(\.error)
                == [.none, .groupIDNotFound])
        #expect(try await offsets([1])[0].offset == -1)
    }

    @Test("A session that is too short or too long, and a group without a name, are refused")
    func refusals() async throws {
        func error(_ group: String, _ session: Duration) async throws -> KafkaErrorCode {
            let request = JoinGroupRequest(
                groupID: group, sessionTimeout: session, protocolType: "consumer", offers: [.init(name: "range")])
            return try await trial.ask(request).error
        }
        #expect(try await error("g", .milliseconds(10)) == .invalidSessionTimeout)
        #expect(try await error("g", .seconds(86_400)) == .invalidSessionTimeout)
        #expect(try await error("", .seconds(10)) == .invalidGroupID)
    }

    @Test("Members that wait when the coordinator ends are told to look for another")
    func closing() async throws {
        let trial = DeskTrial { $0.firstRebalanceDelay = .seconds(60) }
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await trial.coordinator.run() }
            async let joined = Self.join(trial, version: 3)
            try await waitUntil("the group has a member") { await !trial.coordinator.active().isEmpty }
            tasks.cancelAll()
            #expect(try await joined.error == .coordinatorNotAvailable)
        }
    }

    @Test("Each group has one coordinator, the same for all, and most keep theirs when a broker comes")
    func placement() {
        let brokers = (1...4).map { BrokerAddress(id: Int32($0), instance: "i\($0)", host: "h", port: $0) }
        let three = Cluster(own: brokers[0], brokers: Array(brokers[1...2]))
        let same = Cluster(own: brokers[2], brokers: Array(brokers[...1]))
        let four = Cluster(own: brokers[0], brokers: brokers)
        let groups = (0..<1000).map { "group-\($0)" }
        #expect(groups.allSatisfy { three.coordinator(of: $0) == same.coordinator(of: $0) })
        let counts = Dictionary(grouping: groups) { three.coordinator(of: $0).id }.mapValues(\.count)
        #expect(counts.values.allSatisfy { (250...420).contains($0) }, "\(counts)")
        let moved = groups.filter { three.coordinator(of: $0) != four.coordinator(of: $0) }
        #expect((150...350).contains(moved.count), "\(moved.count)")
        #expect(moved.allSatisfy { four.coordinator(of: $0).id == 4 })
    }
}
