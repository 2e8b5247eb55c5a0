import EventLog
import KafkaProtocol

extension RequestDesk {
    func createTopics(_ request: CreateTopicsRequest, _ header: RequestHeader) async throws -> CreateTopicsResponse {
        var answers: [CreateTopicsResponse.Topic] = []
        for topic in request.topics { answers.append(try await create(topic, validateOnly: request.validateOnly)) }
        return CreateTopicsResponse(topics: answers)
    }

    private func create(
        _ wanted: CreateTopicsRequest.Topic, validateOnly: Bool
    ) async throws -> CreateTopicsResponse.Topic {
        func refuse(_ error: KafkaErrorCode, _ message: String) -> CreateTopicsResponse.Topic {
            CreateTopicsResponse.Topic(name: wanted.name, error: error, errorMessage: message)
        }
        guard let name = TopicName(wanted.name) else {
            return refuse(.invalidTopic, "A topic's name has 1 to 249 of the characters a-z A-Z 0-9 . _ -")
        }
        guard wanted.replicationFactor == -1 || wanted.replicationFactor == 1 else {
            return refuse(.invalidReplicationFactor, "The log keeps one copy; its disk may keep more.")
        }
        guard wanted.assignments.isEmpty else {
            return refuse(.invalidReplicaAssignment, "The log itself finds who serves a partition.")
        }
        var settings = configuration.missingTopics?.settings ?? TopicSettings()
        for setting in wanted.settings {
            guard let known = TopicSettingName(rawValue: setting.name) else {
                return refuse(.invalidConfig, "There is no setting \(setting.name).")
            }
            guard let value = setting.value, known.set(value, in: &settings) else {
                return refuse(.invalidConfig, "\(setting.name) cannot be \(setting.value ?? "null").")
            }
        }
        let usual = configuration.missingTopics?.partitionCount ?? 1
        let count = wanted.partitionCount == -1 ? usual : Int(wanted.partitionCount)
        do {
            guard (1...1024).contains(count) else {
                return refuse(.invalidPartitions, "A topic has 1 to 1024 partitions.")
            }
            if validateOnly {
                try settings.validate(partitionCount: count)
                guard try await log.topics().allSatisfy({ $0.name != name }) else {
                    throw EventLogError.topicExists(name)
                }
                return describe(name.description, .zero, count, settings)
            }
            guard try await hasRoomForTopics() else {
                return refuse(.policyViolation, "There are \(configuration.topicLimit) topics, the most there may be.")
            }
            let topic = try await log.createTopic(name, partitionCount: count, settings: settings)
            return describe(name.description, topic.wireID, count, topic.settings)
        } catch {
            return refuse(try code(for: error), (error as? EventLogError)?.description ?? "The topic was not made.")
        }
    }

    private func describe(
        _ name: String, _ id: WireUUID, _ count: Int, _ settings: TopicSettings
    ) -> CreateTopicsResponse.Topic {
        CreateTopicsResponse.Topic(
            name: name, topicID: id, partitionCount: Int32(count), replicationFactor: 1,
            settings: TopicSettingName.allCases.map { setting in
                CreateTopicsResponse.Topic.Setting(
                    name: setting.rawValue, value: setting.text(in: settings), isReadOnly: setting.isFixed,
                    source: setting.source(in: settings))
            })
    }

    func deleteTopics(_ request: DeleteTopicsRequest, _ header: RequestHeader) async throws -> DeleteTopicsResponse {
        let wanted =
            header.version >= 6
            ? request.topics : request.topicNames.map { DeleteTopicsRequest.Topic(name: $0, topicID: .zero) }
        var answers: [DeleteTopicsResponse.Topic] = []
        for topic in wanted {
            var answer = DeleteTopicsResponse.Topic(name: topic.name, topicID: topic.topicID)
            do {
                if let known = try await log.topics().first(where: {
                    topic.name.map($0.name.description.elementsEqual) ?? ($0.wireID == topic.topicID)
                }) {
                    answer.name = known.name.description
                    try await log.deleteTopic(known.name)
                } else {
                    answer.error = topic.name == nil ? .unknownTopicID : .unknownTopicOrPartition
                }
            } catch {
                answer.error = try code(for: error)
            }
            answers.append(answer)
        }
        return DeleteTopicsResponse(topics: answers)
    }

    /// A topic has its partitions for good, because its keys are spread over them.
    func createPartitions(
        _ request: CreatePartitionsRequest, _ header: RequestHeader
    ) async throws -> CreatePartitionsResponse {
        CreatePartitionsResponse(
            topics: request.topics.map { topic in
                CreatePartitionsResponse.Topic(
                    name: topic.name, error: .invalidPartitions,
                    errorMessage: "A topic keeps its number of partitions, so that each key keeps its partition.")
            })
    }
}
