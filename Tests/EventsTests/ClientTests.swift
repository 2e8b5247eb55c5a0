import EventLog
import EventsAPI
import MeshCore
import MeshTransport
import NIOCore
import NIOPosix
import Testing

@testable import Events

@Suite("The client of events")
struct ClientTests {
    private static let time = Timestamp(milliseconds: 1_795_222_923_004)

    @Test("makes topics, publishes once and reads on from where it was")
    func client() async throws {
        try await EventsMachine.with(2) { machine in
            let client = ServiceClient(
                service: "events", source: machine.endpoints, group: MultiThreadedEventLoopGroup.singleton)
            let events = EventsClient(client)
            #expect(try await events.topic("views") == nil)
            try await events.createTopic(CreateTopic(name: "views", partitions: 2))
            try await events.createTopic(CreateTopic(name: "views", partitions: 2))
            #expect(try await events.topic("views")?.partitions.count == 2)
            let records = [
                PublishedRecord(key: "a", value: ["n": 1], timestamp: Self.time),
                PublishedRecord(key: "a", value: ["n": 2], id: "2", source: "/s"),
            ]
            let first = try await events.publish(records, to: "views", key: "batch-1")
            let second = try await events.publish(records, to: "views", key: "batch-1")
            #expect(first.map(\.outcome) == [.accepted, .accepted])
            #expect(second.map(\.outcome) == [.duplicate, .duplicate])
            let partition = try #require(first.first?.partition)
            let page = try await events.records(of: "views", partition: partition, from: 0, limit: 1)
            #expect(page.items.map(\.value) == [["n": 1]] && page.items.first?.timestamp == Self.time)
            let rest = try await events.records(
                of: "views", partition: partition, from: page.nextOffset, wait: .seconds(1))
            #expect(rest.items.map(\.value) == [["n": 2]])
            let kept = try await events.batches(of: "views", partition: partition, from: 0)
            let values = try RecordBatch.all(in: kept.bytes).flatMap { batch in
                let values = try batch.values()
                return values.items.map { $0.value.map { String(decoding: values.bytes[$0], as: UTF8.self) } }
            }
            #expect(values == [#"{"n":1}"#, #"{"n":2}"#])
            #expect(kept.nextOffset == 2 && kept.highWatermark == 2)
            await #expect(throws: ServiceRefusal.self) {
                try await events.batches(of: "views", partition: partition, from: 99)
            }
            await #expect(throws: ServiceRefusal.self) {
                try await events.records(of: "views", partition: partition, from: 99)
            }
            try await client.shutDown()
        }
    }
}
