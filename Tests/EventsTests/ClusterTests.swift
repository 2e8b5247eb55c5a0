import EventLog
import HTTPTypes
import KafkaBroker
import Logging
import MeshTestKit
import NatsServers
import Testing

@testable import Events

@Suite("A cluster of NATS servers keeps the log, when one line says so")
struct ClusterTests {
    @Test("What one instance takes the other gives, to groups and clients of Kafka as well")
    func cluster() async throws {
        try await NatsCluster.with(1) { cluster in
            let settings = [
                "log.nats": cluster.urls.joined(separator: ","), "log.nats.replicas": "1", "kafka.port": "0",
            ]
            try await EventsMachine.with(2, settings: settings) { machine in
                try await machine[0].create("views", partitions: 4)
                for number in 0..<8 {
                    let answer = try await machine[number % 2].send(
                        .post, "/v1/topics/views/partitions/\(number % 4)/records",
                        #"{"records": [{"value": \#(number)}]}"#)
                    #expect(answer.status == 200 || answer.status == 201, "\(answer)")
                }
                for instance in machine.instances {
                    let page = try await instance.send(.get, "/v1/topics/views/partitions/1/records?from=earliest")
                    #expect(page.text.contains(#""value":1"#) && page.text.contains(#""value":5"#), "\(page)")
                }
                try await Self.lag(machine)
                let store = try #require(machine[0].service.kafka?.store)
                try await waitUntil("both take clients of Kafka") { try store.brokers().count == 2 }
            }
        }
    }

    /// What a group has not read is told once, by one of the instances.
    private static func lag(_ machine: EventsMachine) async throws {
        let topic = try #require(TopicName("views"))
        let group = try #require(GroupName("readers"))
        let start = (0..<4).map { (TopicPartition(topic, $0), CommittedOffset(offset: 0)) }
        try await machine[0].service.log.commit(
            Dictionary(uniqueKeysWithValues: start), of: group, generation: nil)
        var sum: Int64 = 0
        for instance in machine.instances {
            let meter = LagMeter(
                log: instance.service.served, pauses: ContinuousClock(), logger: Logger(label: "test"))
            sum += try await meter.measure()[LagMeter.Series(group: group, topic: topic)] ?? 0
        }
        #expect(sum == 8)
    }

    @Test("Addresses and names that make no sense are refused at the start")
    func faults() async throws {
        for settings in [["log.nats": "localhost:4222"], ["log.nats": "nats://a:1", "log.nats.namespace": "a.b"]] {
            await #expect(throws: (any Error).self) {
                try await EventsMachine.with(settings: settings) { _ in }
            }
        }
    }
}
