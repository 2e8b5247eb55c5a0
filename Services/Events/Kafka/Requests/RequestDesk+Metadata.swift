import EventLog
import KafkaProtocol

extension RequestDesk {
    func metadata(_ request: MetadataRequest, _ header: RequestHeader) async throws -> MetadataResponse {
        let cluster = try await cluster()
        return MetadataResponse(
            brokers: cluster.brokers.map {
                MetadataResponse.Broker(nodeID: $0.id, host: $0.host, port: Int32(clamping: $0.port))
            },
            clusterID: configuration.clusterID, controllerID: cluster.brokers.first?.id ?? own.id,
            topics: try await topics(request, header, in: cluster))
    }

    private func topics(
        _ request: MetadataRequest, _ header: RequestHeader, in cluster: Cluster
    ) async throws -> [MetadataResponse.Topic] {
        guard let wanted = request.topics, header.version > 0 || !wanted.isEmpty else {
            return try await log.topics().map { describe($0, in: cluster) }
        }
        var answers: [MetadataResponse.Topic] = []
        for topic in wanted {
            if let name = topic.name {
                answers.append(try await describe(name, createsTopics: request.createsTopics, in: cluster))
            } else if let known = try await log.topics().first(where: { $0.wireID == topic.topicID }) {
                answers.append(describe(known, in: cluster))
            } else {
                answers.append(
                    MetadataResponse.Topic(
                        error: .unknownTopicID, name: header.version < 12 ? "" : nil, topicID: topic.topicID))
            }
        }
        return answers
    }

    private func describe(
        _ text: String, createsTopics: Bool, in cluster: Cluster
    ) async throws -> MetadataResponse.Topic {
        guard let name = TopicName(text) else { return MetadataResponse.Topic(error: .invalidTopic, name: text) }
        do {
            return describe(try await topic(name, createsTopics: createsTopics), in: cluster)
        } catch {
            return MetadataResponse.Topic(error: try code(for: error), name: text)
        }
    }

    /// A topic, made where it is missing and may be made.
    private func topic(_ name: TopicName, createsTopics: Bool) async throws -> Topic {
        do {
            return try await log.topic(name)
        } catch EventLogError.unknownTopic(_) where createsTopics && configuration.missingTopics != nil {
            guard let missing = configuration.missingTopics else { throw EventLogError.unknownTopic(name) }
            do {
                guard try await hasRoomForTopics() else { throw EventLogError.unknownTopic(name) }
                return try await log.createTopic(
                    name, partitionCount: missing.partitionCount, settings: missing.settings)
            } catch EventLogError.topicExists(_) {
                // Another request has made it in the meantime.
                return try await log.topic(name)
            }
        }
    }

    private func describe(_ topic: Topic, in cluster: Cluster) -> MetadataResponse.Topic {
        let partitions = topic.partitions.enumerated().map { index, partition in
            let leader = cluster.leader(of: topic.partition(index), owner: partition.owner).id
            return MetadataResponse.Topic.Partition(
                error: .none, index: Int32(index), leaderID: leader, leaderEpoch: partition.epoch,
                replicaNodes: [leader], inSyncNodes: [leader])
        }
        return MetadataResponse.Topic(
            name: topic.name.description, topicID: topic.wireID, isInternal: false, partitions: partitions)
    }
}
