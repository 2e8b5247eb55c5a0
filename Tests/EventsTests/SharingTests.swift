import EventLog
import EventsAPI
import Foundation
import HTTPTypes
import MeshCore
import MeshTestKit
import MeshTransport
import Testing

@testable import Events

@Suite("Instances share a log")
struct SharingTests {
    private static func owners(_ instance: EventsInstance, _ topic: String) async throws -> [String?] {
        try await instance.send(.get, "/v1/topics/\(topic)").decode(EventTopic.self).partitions.map(\.owner)
    }

    /// A topic that nobody has made yet, whose partitions these of two instances will own.
    private static func topic(of owners: String...) throws -> String {
        let names = (0..<1000).map { "views-\($0)" }
        return try #require(
            names.first { text in
                guard let name = TopicName(text) else { return false }
                return owners.enumerated().allSatisfy { number, owner in
                    PreferredOwner.of(TopicPartition(name, number), among: ["events-1", "events-2"]) == owner
                }
            })
    }

    @Test("What another instance owns is appended, read, found and streamed through it")
    func forwarding() async throws {
        try await EventsMachine.with(2) { machine in
            let views = try Self.topic(of: "events-1", "events-1")
            try await machine[0].create(views, partitions: 2)
            let sent = try await machine[1].publish(
                (0..<20).map { #"{"key": "k\#($0)", "value": \#($0), "timestamp": "2026-01-01T00:00:\#($0 + 10)Z"}"# }
                    .joined(separator: ","), to: views)
            #expect(sent.allSatisfy { $0.outcome == .accepted } && Set(sent.map(\.partition)) == [0, 1])
            #expect(try await Self.owners(machine[1], views) == ["events-1", "events-1"])
            let far = try await machine[1].all(views, 1)
            #expect(try await far == machine[0].all(views, 1) && !far.isEmpty)
            let found = try await machine[1].page(views, 1, "time=2026-01-01T00:00:25Z")
            #expect(try await found == machine[0].page(views, 1, "time=2026-01-01T00:00:25Z"))
            let beyond = try await machine[1].send(.get, "/v1/topics/\(views)/partitions/1/records?offset=1000")
            #expect(beyond.status == 416, "\(beyond)")

            let next = far.count
            async let waited = machine[1].page(views, 1, "offset=\(next)&wait=30000")
            let path = "/v1/topics/\(views)/partitions/1/records"
            _ = try await machine[0].send(.post, path, #"{"records": [{"value": "late"}]}"#)
            #expect(try await waited.items.map(\.value) == ["late"])
            var stream = StreamReader(
                try await machine[1].open(
                    .get, path, headers: ["accept": "text/event-stream", "last-event-id": "\(next - 1)"]))
            #expect(try await stream.next(1).map(\.id) == ["\(next)"])
        }
    }

    @Test("A request comes to the same through either instance, also when it is repeated through the other")
    func repetition() async throws {
        try await EventsMachine.with(2) { machine in
            try await machine[0].create("views")
            let first = try await machine[1].publish(#"{"value": 1}"#, to: "views", key: "k")
            let second = try await machine[0].publish(#"{"value": 1}"#, to: "views", key: "k")
            #expect(first.map(\.outcome) == [.accepted] && second.map(\.outcome) == [.duplicate])
            #expect(first.map(\.offset) == second.map(\.offset))
        }
    }

    @Test("An instance that shuts down hands its partitions over at once, and no request fails")
    func handover() async throws {
        try await EventsMachine.with(2) { machine in
            let views = try Self.topic(of: "events-1")
            try await machine[0].create(views)
            try await machine[0].publish(#"{"value": 0}"#, to: views)
            #expect(try await Self.owners(machine[0], views) == ["events-1"])
            let count = 60
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...count {
                    group.addTask {
                        let receipts = try await machine[number % 2].publish(
                            #"{"value": \#(number), "id": "\#(number)", "source": "s"}"#, to: views)
                        #expect(receipts.map(\.outcome) == [.accepted])
                    }
                    if number == count / 2 { machine[0].service.drainBegins() }
                }
                try await group.waitForAll()
            }
            try await waitUntil("the other instance owns it") {
                try await Self.owners(machine[1], views) == ["events-2"]
            }
            // What still comes to the old one is passed on.
            try await machine[0].publish(#"{"value": "last"}"#, to: views)
            let records = try await machine[0].all(views)
            #expect(records.map(\.offset) == (0..<Int64(count + 2)).map { $0 })
            #expect(Set(records.compactMap { $0.value?.intValue }) == Set(0...Int64(count)))
        }
    }

    @Test("While nobody serves a partition, the answer says when to come again")
    func nobody() async throws {
        try await EventsMachine.with(2, settings: ["log.patience": "100ms"]) { machine in
            let views = try Self.topic(of: "events-1")
            try await machine[0].create(views)
            try await machine[0].publish(#"{"value": 0}"#, to: views)
            // The owner lives, but takes no requests.
            let all = machine.endpoints.current.services["events"] ?? []
            machine.endpoints.update("events", all.filter { $0.instance != "events-1" })
            let append = try await machine[1].send(
                .post, "/v1/topics/\(views)/records", #"{"records": [{"value": 1}]}"#)
            #expect(append.status == 503 && append.code == "partition_not_served", "\(append)")
            #expect(append.headers[.retryAfter] == "1")
            let read = try await machine[1].send(.get, "/v1/topics/\(views)/partitions/0/records")
            #expect(read.status == 503 && read.headers[.retryAfter] == "1", "\(read)")
            // The topic is told all the same, without what cannot be known.
            let topic = try await machine[1].send(.get, "/v1/topics/\(views)").decode(EventTopic.self)
            #expect(topic.partitions.map(\.owner) == ["events-1"] && topic.partitions.map(\.nextOffset) == [nil])
            machine.endpoints.update("events", all)
            try await machine[1].publish(#"{"value": 1}"#, to: views)
        }
    }

    @Test("Of a request whose partitions fare differently, each record is told its own fate")
    func partly() async throws {
        try await EventsMachine.with(2, settings: ["log.patience": "100ms"]) { machine in
            let views = try Self.topic(of: "events-1", "events-2")
            try await machine[0].create(views, partitions: 2)
            _ = try await machine[0].page(views, 0)
            _ = try await machine[1].page(views, 1)
            let all = machine.endpoints.current.services["events"] ?? []
            machine.endpoints.update("events", all.filter { $0.instance != "events-1" })
            let keys = try (0..<2).map { partition in
                try #require(
                    (0..<100).first { Partitioner.partition(of: ArraySlice("\($0)".utf8), count: 2) == partition })
            }
            let receipts = try await machine[1].publish(
                keys.map { #"{"key": "\#($0)", "value": 1}"# }.joined(separator: ","), to: views)
            #expect(Set(receipts.map(\.outcome)) == [.accepted, .failed], "\(receipts)")
            #expect(receipts.first { $0.outcome == .failed }?.partition == 0)
            // What has no key goes where it is taken.
            let loose = try await machine[1].publish(#"{"value": 1}, {"value": 2}"#, to: views)
            #expect(loose.map(\.outcome) == [.accepted, .accepted] && loose.map(\.partition) == [1, 1], "\(loose)")
        }
    }

    @Test("What instances do for each other is for nobody else")
    func neighbours() async throws {
        try await EventsMachine.with { machine in
            let routes = machine[0].service.api
            #expect(!OpenAPIText.of(routes).contains("/v1/log/"))
        }
    }

    @Test("Waiting for several partitions ends with a record in any of them, whoever serves it")
    func waiting() async throws {
        try await EventsMachine.with(2) { machine in
            try await machine[0].create("views", partitions: 2)
            _ = try await machine[0].page("views", 0)
            _ = try await machine[1].page("views", 1)
            let log = machine[0].service.log
            let topic = try await log.topic(try #require(TopicName("views")))
            for partition in [0, 1] {
                let positions = try await positions(of: topic, in: log)
                async let wait: Void = log.waitForRecords(
                    at: positions, until: MonotonicInstant.now().advanced(by: .seconds(60)))
                _ = try await machine[0].send(
                    .post, "/v1/topics/views/partitions/\(partition)/records", #"{"records": [{"value": 1}]}"#)
                try await wait
            }
        }
    }

    private func positions(of topic: Topic, in log: SharedLog) async throws -> [TopicPartition: Int64] {
        var positions: [TopicPartition: Int64] = [:]
        for number in topic.partitions.indices {
            positions[topic.partition(number)] = try await log.offsets(of: topic.partition(number)).upperBound
        }
        return positions
    }
}
