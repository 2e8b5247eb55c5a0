import EventsAPI
import Foundation
import HTTPTypes
import MeshCore
import MeshTestKit
import Testing

@testable import Events

@Suite("Consumers share partitions over HTTP")
struct GroupRoutesTests {
    private static func join(
        _ instance: EventsInstance, session: Int = 30, topics: String = #"["views"]"#
    ) async throws -> GroupMembership {
        let answer = try await instance.send(
            .post, "/v1/groups/readers/members", #"{"topics": \#(topics), "sessionSeconds": \#(session)}"#)
        try #require(answer.status == 201, "\(answer)")
        return try answer.decode()
    }

    private static func poll(
        _ instance: EventsInstance, _ member: String, _ body: String = "{}"
    ) async throws -> EventsInstance.Answer {
        try await instance.send(.post, "/v1/groups/readers/members/\(member)/poll", body)
    }

    /// Commits all that a poll has brought.
    private static func commit(
        _ instance: EventsInstance, _ polled: PolledRecords, generation: Int32? = nil
    ) async throws -> EventsInstance.Answer {
        let message = CommitOffsets(
            generation: generation ?? polled.membership.generation,
            offsets: polled.partitions.map {
                PartitionPosition(topic: $0.topic, partition: $0.partition, offset: $0.page.nextOffset)
            })
        let body = String(decoding: try JSONEncoder().encode(message), as: UTF8.self)
        return try await instance.send(
            .post, "/v1/groups/readers/members/\(polled.membership.member)/commit", body)
    }

    private static func fill(_ instance: EventsInstance, partitions: Int, each: Int) async throws {
        try await instance.create("views", partitions: partitions)
        for partition in 0..<partitions {
            let records = (0..<each).map { #"{"value": \#(partition * 1000 + $0)}"# }.joined(separator: ",")
            let answer = try await instance.send(
                .post, "/v1/topics/views/partitions/\(partition)/records", #"{"records": [\#(records)]}"#)
            try #require(answer.status == 200, "\(answer)")
        }
    }

    @Test("A member reads all, commits, and another goes on where it was, through either instance")
    func takingTurns() async throws {
        try await EventsMachine.with(2) { machine in
            try await Self.fill(machine[0], partitions: 2, each: 5)
            let first = try await Self.join(machine[0])
            #expect(first.generation == 1 && first.partitions.map(\.partition) == [0, 1])
            let some = try await Self.poll(machine[1], first.member, #"{"limit": 7}"#).decode(PolledRecords.self)
            #expect(some.partitions.map(\.page.items.count).reduce(0, +) == 7)
            // What is not committed comes again, unless the member says where it is.
            let again = try await Self.poll(machine[0], first.member, #"{"limit": 7}"#).decode(PolledRecords.self)
            #expect(again.partitions == some.partitions)
            #expect(try await Self.commit(machine[1], some).status == 204)
            let rest = try await Self.poll(machine[0], first.member).decode(PolledRecords.self)
            #expect(rest.partitions.map(\.page.items.count).reduce(0, +) == 3)
            let placed = try await Self.poll(
                machine[0], first.member,
                #"{"positions": [{"topic": "views", "partition": 0, "offset": 4}, {"topic": "views", "partition": 1, "offset": 5}]}"#
            ).decode(PolledRecords.self)
            #expect(placed.partitions.map(\.page.items.count) == [1])

            #expect(
                try await machine[1].send(.delete, "/v1/groups/readers/members/\(first.member)").status == 204)
            #expect(try await Self.poll(machine[0], first.member).code == "unknown_member")
            let second = try await Self.join(machine[1])
            #expect(second.partitions.compactMap(\.offset).sorted() == [2, 5])
            let state = try await machine[0].send(.get, "/v1/groups/readers").decode(ConsumerGroupState.self)
            #expect(state.members.map(\.member) == [second.member] && state.committed.count == 2)
        }
    }

    @Test("When another joins, the partitions are shared, and commits of the generation before are refused")
    func fencing() async throws {
        try await EventsMachine.with(2) { machine in
            try await Self.fill(machine[0], partitions: 4, each: 1)
            let old = try await Self.join(machine[0])
            let polled = try await Self.poll(machine[0], old.member).decode(PolledRecords.self)
            let new = try await Self.join(machine[1])
            #expect(new.generation == 2 && new.partitions.count == 2)
            let stale = try await Self.commit(machine[0], polled)
            #expect(stale.status == 409 && stale.code == "stale_generation", "\(stale)")
            // In the new generation it commits what it still has, and nothing else.
            let foreign = try await Self.commit(machine[0], polled, generation: 2)
            #expect(foreign.status == 409 && foreign.code == "not_assigned", "\(foreign)")
            let next = try await Self.poll(machine[0], old.member).decode(PolledRecords.self)
            #expect(next.membership.generation == 2 && next.partitions.count == 2)
            #expect(Set(next.membership.partitions.map(\.partition)).isDisjoint(with: new.partitions.map(\.partition)))
            #expect(try await Self.commit(machine[1], next).status == 204)
        }
    }

    @Test("Who is silent for its session loses its partitions to the others")
    func silence() async throws {
        try await EventsMachine.with { machine in
            try await Self.fill(machine[0], partitions: 2, each: 1)
            let silent = try await Self.join(machine[0], session: 1)
            let other = try await Self.join(machine[0])
            try await waitUntil("the other has both") {
                let answer = try await machine[0].send(
                    .post, "/v1/groups/readers/members/\(other.member)/heartbeat")
                return try answer.decode(GroupMembership.self).partitions.count == 2
            }
            #expect(try await Self.poll(machine[0], silent.member).code == "unknown_member")
        }
    }

    @Test("A poll waits for a record in any partition, wherever it is served, and for a change of its share")
    func waiting() async throws {
        try await EventsMachine.with(2) { machine in
            try await machine[0].create("views", partitions: 2)
            _ = try await machine[1].page("views", 1)
            let member = try await Self.join(machine[0])
            for partition in [0, 1] {
                async let polled = Self.poll(machine[0], member.member, #"{"wait": 30000}"#)
                _ = try await machine[0].send(
                    .post, "/v1/topics/views/partitions/\(partition)/records", #"{"records": [{"value": 1}]}"#)
                let records = try await polled.decode(PolledRecords.self)
                #expect(records.partitions.map(\.partition) == [partition])
                #expect(try await Self.commit(machine[0], records).status == 204)
            }
            async let polled = Self.poll(machine[0], member.member, #"{"wait": 30000}"#)
            _ = try await Self.join(machine[1])
            #expect(try await polled.decode(PolledRecords.self).membership.generation == 2)
        }
    }

    @Test("Groups are listed and forgotten")
    func list() async throws {
        try await EventsMachine.with { machine in
            try await machine[0].create("views")
            #expect(try await machine[0].send(.get, "/v1/groups/readers").code == "group_not_found")
            _ = try await Self.join(machine[0])
            let list = try await machine[0].send(.get, "/v1/groups").decode(ConsumerGroupList.self)
            #expect(list == ConsumerGroupList(items: ["readers"]))
            #expect(try await machine[0].send(.delete, "/v1/groups/readers").status == 204)
            #expect(try await machine[0].send(.get, "/v1/groups").decode(ConsumerGroupList.self).items.isEmpty)
        }
    }

    /// What is sent to which operation, and the field that the answer names.
    static let faults: [(path: String, body: String, field: String)] = [
        ("members", "{}", "topics"), ("members", #"{"topics": []}"#, "topics"),
        ("members", #"{"topics": ["a b"]}"#, "topics[0]"),
        ("members", #"{"topics": ["views"], "sessionSeconds": 0}"#, "sessionSeconds"),
        ("members/x/poll", #"{"limit": 0}"#, "limit"), ("members/x/poll", #"{"wait": -1}"#, "wait"),
        ("members/x/poll", #"{"positions": [{"topic": "views"}]}"#, "positions[0].partition"),
        ("members/x/commit", #"{"offsets": []}"#, "generation"),
        (
            "members/x/commit", #"{"generation": 1, "offsets": [{"topic": "views", "partition": 0, "offset": -1}]}"#,
            "offsets[0].offset"
        ),
    ]

    @Test("What is wrong is named", arguments: faults)
    func whatIsWrong(path: String, body: String, field: String) async throws {
        try await EventsMachine.with { machine in
            let answer = try await machine[0].send(.post, "/v1/groups/readers/\(path)", body)
            #expect(answer.status == 400 && answer.fields.first == field, "\(answer)")
        }
    }
}
