import EventLog
import HTTPTypes
import Logging
import MeshCore
import Testing

@testable import Events

@Suite("Groups that are behind are told")
struct LagTests {
    @Test("by the instance that serves the partitions")
    func lag() async throws {
        try await EventsMachine.with(2) { machine in
            try await machine[0].create("views", partitions: 2)
            _ = try await machine[1].page("views", 1)
            for partition in [0, 0, 0, 1] {
                _ = try await machine[0].send(
                    .post, "/v1/topics/views/partitions/\(partition)/records", #"{"records": [{"value": 1}]}"#)
            }
            let topic = try #require(TopicName("views"))
            let group = try #require(GroupName("readers"))
            try await machine[0].service.log.commit(
                [
                    TopicPartition(topic, 0): CommittedOffset(offset: 1),
                    TopicPartition(topic, 1): CommittedOffset(offset: 0),
                ], of: group, generation: nil)
            let series = LagMeter.Series(group: group, topic: topic)
            let lags = try await machine.instances.map(\.service).asyncMap { service in
                try await LagMeter(
                    log: service.served, pauses: ContinuousClock(), logger: Logger(label: "test")
                ).measure()[series]
            }
            // Each tells of the partitions that it serves.
            let owners = (0..<2).map {
                PreferredOwner.of(TopicPartition(topic, $0), among: ["events-1", "events-2"])
            }
            let expected = ["events-1", "events-2"].map { instance in
                zip(owners, [2, 1] as [Int64]).reduce(Int64(0)) { $0 + ($1.0 == instance ? $1.1 : 0) }
            }
            #expect(lags.map { $0 ?? 0 } == expected)
        }
    }
}

extension Array {
    fileprivate func asyncMap<Value>(_ transform: (Element) async throws -> Value) async throws -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await transform(element)) }
        return values
    }
}
