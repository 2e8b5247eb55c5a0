import EventLog
import KafkaProtocol
import MeshCore
import Testing

@testable import KafkaBroker

@Suite("Topics are made, shown and deleted by Kafka's requests")
struct TopicsTests {
    let trial = DeskTrial()

    @Test("A topic is made with its settings, shown in every version, and deleted")
    func life() async throws {
        let wanted = CreateTopicsRequest.Topic(
            name: "t", partitionCount: 3, replicationFactor: -1,
            settings: [
                .init(name: "retention.ms", value: "60000"), .init(name: "cleanup.policy", value: "delete,compact"),
                .init(name: "retention.bytes", value: "-1"), .init(name: "compression.type", value: "producer"),
            ])
        let tried = try await trial.ask(CreateTopicsRequest(topics: [wanted], validateOnly: true))
        #expect(tried.topics[0].error == .none && tried.topics[0].partitionCount == 3)
        #expect(await trial.log.topics().isEmpty)
        let made = try await trial.ask(CreateTopicsRequest(topics: [wanted]))
        #expect(made.topics[0].error == .none && made.topics[0].topicID != .zero)
        #expect(try await trial.ask(CreateTopicsRequest(topics: [wanted])).topics[0].error == .topicAlreadyExists)

        let name = try #require(TopicName("t"))
        let settings = try await trial.log.topic(name).settings
        #expect(settings.retentionTime == .seconds(60) && settings.cleanup == .compactAndDelete)
        for version in MetadataRequest.api.versions {
            let shown = try await trial.ask(MetadataRequest(topics: version == 0 ? [] : nil), version: version)
            #expect(shown.brokers.map(\.host) == ["localhost"])
            #expect(shown.topics.map(\.name) == ["t"] && shown.topics[0].partitions.map(\.leaderID) == [1, 1, 1])
        }
        let byID = MetadataRequest(topics: [.init(topicID: made.topics[0].topicID, name: nil)])
        #expect(try await trial.ask(byID).topics[0].name == "t")
        #expect(
            try await trial.ask(DeleteTopicsRequest(topicNames: ["t", "u"]), version: 1).topics.map(\.error)
                == [.none, .unknownTopicOrPartition])
        #expect(await trial.log.topics().isEmpty)
    }

    @Test("What a topic cannot be is refused with its reason")
    func refusals() async throws {
        func error(
            _ name: String = "t", _ count: Int32 = 1, copies: Int16 = 1, _ setting: (String, String?)? = nil,
            brokers: [Int32]? = nil
        ) async throws -> KafkaErrorCode {
            let topic = CreateTopicsRequest.Topic(
                name: name, partitionCount: count, replicationFactor: copies,
                assignments: brokers.map { [.init(index: 0, brokerIDs: $0)] } ?? [],
                settings: setting.map { [.init(name: $0.0, value: $0.1)] } ?? [])
            return try await trial.ask(CreateTopicsRequest(topics: [topic])).topics[0].error
        }
        #expect(try await error("a/b") == .invalidTopic)
        #expect(try await error("t", 0) == .invalidPartitions)
        #expect(try await error("t", 5000) == .invalidPartitions)
        #expect(try await error(copies: 3) == .invalidReplicationFactor)
        #expect(try await error(brokers: [1]) == .invalidReplicaAssignment)
        #expect(try await error("t", 1, ("no.such", "1")) == .invalidConfig)
        #expect(try await error("t", 1, ("retention.ms", "week")) == .invalidConfig)
        #expect(try await error("t", 1, ("segment.bytes", "-1")) == .invalidConfig)
        #expect(try await error("t", 1, ("segment.bytes", "7")) == .invalidConfig)
        #expect(try await error("t", 1, ("compression.type", "gzip")) == .invalidConfig)
        #expect(try await error("t", 1, ("cleanup.policy", nil)) == .invalidConfig)
        #expect(await trial.log.topics().isEmpty)
    }

    @Test("A missing topic is made when its client and the broker allow it")
    func missing() async throws {
        func ask(_ trial: DeskTrial, creates: Bool) async throws -> KafkaErrorCode {
            try await trial.ask(MetadataRequest(topics: [.init(name: "new")], createsTopics: creates)).topics[0].error
        }
        #expect(try await ask(trial, creates: false) == .unknownTopicOrPartition)
        #expect(try await ask(trial, creates: true) == .none)
        #expect(try await ask(trial, creates: false) == .none)
        #expect(try await ask(DeskTrial { $0.missingTopics = nil }, creates: true) == .unknownTopicOrPartition)
    }

    @Test("Settings are shown with their place of origin", arguments: DescribeConfigsRequest.api.versions)
    func settings(version: Int16) async throws {
        _ = try await trial.ask(
            CreateTopicsRequest(topics: [
                .init(
                    name: "t", partitionCount: 1, replicationFactor: 1,
                    settings: [.init(name: "retention.bytes", value: "5000")])
            ]))
        let request = DescribeConfigsRequest(resources: [
            .init(type: 2, name: "t", settings: ["retention.bytes", "segment.bytes"]), .init(type: 4, name: "1"),
            .init(type: 2, name: "u"), .init(type: 9, name: "x"),
        ])
        let answer = try await trial.ask(request, version: version)
        #expect(answer.resources.map(\.error) == [.none, .none, .unknownTopicOrPartition, .invalidRequest])
        let shown = answer.resources[0].settings
        #expect(shown.map(\.value) == ["5000", "134217728"])
        if version > 0 {
            #expect(shown.map(\.source) == [1, 5])
        } else {
            #expect(shown.map(\.isDefault) == [false, true])
        }
    }

    @Test("A topic keeps its number of partitions")
    func partitions() async throws {
        let answer = try await trial.ask(CreatePartitionsRequest(topics: [.init(name: "t", count: 5)]))
        #expect(answer.topics[0].error == .invalidPartitions)
    }

    @Test("Versions are told in each version, and in the first to who asks in one that is not spoken")
    func versions() async throws {
        for version in KafkaAPI.apiVersions.versions {
            let answer = try await trial.ask(ApiVersionsRequest(), version: version)
            #expect(answer.error == .none && answer.apis.count == KafkaAPI.allCases.count)
            let produce = answer.apis.first { $0.key == 0 }
            #expect(produce?.oldest == 0 && produce?.newest == 10)
        }
        let pieces = try await trial.desk.answer(RequestFrame([0, 18, 0, 9, 0, 0, 0, 77, 1, 2]), from: "")
        let bytes = Array(try #require(pieces).joined())
        let answer = try ApiVersionsRequest.response(in: bytes[4...], version: 0)
        #expect(answer.correlation == 77 && answer.body.error == .unsupportedVersion && !answer.body.apis.isEmpty)
    }

    @Test("There is no authentication")
    func authentication() async throws {
        #expect(try await trial.ask(SaslHandshakeRequest(mechanism: "PLAIN")).error == .unsupportedSASLMechanism)
    }
}
