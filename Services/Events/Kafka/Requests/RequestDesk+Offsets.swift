import EventLog
import KafkaProtocol

extension RequestDesk {
    /// The most bytes that a consumer may note with an offset; Kafka's limit, and the log's.
    private static let noteLimit = 4096

    /// Remembers how far a group has read: the offsets of all topics that there are, together.
    func commitOffsets(_ request: OffsetCommitRequest, _ header: RequestHeader) async throws -> OffsetCommitResponse {
        var answers = request.topics.map { topic in
            OffsetCommitResponse.Topic(
                name: topic.name,
                partitions: topic.partitions.map { OffsetCommitResponse.Topic.Partition(index: $0.index) })
        }
        func setAll(_ error: KafkaErrorCode) {
            for place in answers.indices {
                for position in answers[place].partitions.indices
                where answers[place].partitions[position].error == .none {
                    answers[place].partitions[position].error = error
                }
            }
        }
        guard try await coordinates(request.groupID), let group = GroupName(request.groupID) else {
            setAll(.notCoordinator)
            return OffsetCommitResponse(topics: answers)
        }
        let objection = await coordinator.objection(to: request)
        if objection != .none {
            setAll(objection)
            return OffsetCommitResponse(topics: answers)
        }
        var offsets: [TopicPartition: CommittedOffset] = [:]
        for (place, topic) in request.topics.enumerated() {
            let known = try await partitionCount(of: topic.name)
            for (position, partition) in topic.partitions.enumerated() {
                let note = partition.metadata ?? ""
                if let name = TopicName(topic.name), (0..<known).contains(Int(partition.index)) {
                    if note.utf8.count > Self.noteLimit {
                        answers[place].partitions[position].error = .offsetMetadataTooLarge
                    } else {
                        offsets[TopicPartition(name, Int(partition.index))] = CommittedOffset(
                            offset: partition.offset, note: note)
                    }
                } else {
                    answers[place].partitions[position].error = .unknownTopicOrPartition
                }
            }
        }
        do {
            if !offsets.isEmpty {
                try await log.commit(
                    offsets, of: group, generation: request.generationID < 0 ? nil : request.generationID)
            }
        } catch {
            setAll(try code(for: error))
        }
        return OffsetCommitResponse(topics: answers)
    }

    /// How many partitions a topic has; 0 where there is none.
    private func partitionCount(of topic: String) async throws -> Int {
        guard let name = TopicName(topic) else { return 0 }
        do {
            return try await log.topic(name).partitions.count
        } catch EventLogError.unknownTopic(_) {
            return 0
        }
    }

    /// Tells how far groups have read.
    func fetchOffsets(_ request: OffsetFetchRequest, _ header: RequestHeader) async throws -> OffsetFetchResponse {
        guard header.version >= 8 else {
            let group = try await offsets(
                of: request.groupID,
                request.topics.map { $0.map { Wanted(name: $0.name, partitions: $0.partitionIndexes) } })
            return OffsetFetchResponse(topics: group.topics, error: group.error)
        }
        var groups: [OffsetFetchResponse.Group] = []
        for group in request.groups {
            groups.append(
                try await offsets(
                    of: group.id, group.topics.map { $0.map { Wanted(name: $0.name, partitions: $0.partitionIndexes) } }
                ))
        }
        return OffsetFetchResponse(groups: groups)
    }

    /// Partitions of a topic, of which offsets are asked for.
    private struct Wanted {
        let name: String
        let partitions: [Int32]
    }

    private func offsets(of group: String, _ wanted: [Wanted]?) async throws -> OffsetFetchResponse.Group {
        guard let name = GroupName(group) else {
            return OffsetFetchResponse.Group(id: group, error: .invalidGroupID)
        }
        guard try await coordinates(group) else { return OffsetFetchResponse.Group(id: group, error: .notCoordinator) }
        do {
            let committed = try await log.committedOffsets(of: name)
            let topics = wanted ?? Self.all(of: committed)
            return OffsetFetchResponse.Group(
                id: group,
                topics: topics.map { topic in
                    OffsetFetchResponse.Topic(
                        name: topic.name,
                        partitions: topic.partitions.map { index in
                            let offset = TopicName(topic.name).flatMap { committed[TopicPartition($0, Int(index))] }
                            return OffsetFetchResponse.Topic.Partition(
                                index: index, offset: offset?.offset ?? -1, metadata: offset?.note ?? "")
                        })
                })
        } catch {
            return OffsetFetchResponse.Group(id: group, error: try code(for: error))
        }
    }

    private static func all(of committed: [TopicPartition: CommittedOffset]) -> [Wanted] {
        Dictionary(grouping: committed.keys, by: \.topic).sorted { $0.key < $1.key }.map { topic, partitions in
            Wanted(name: topic.description, partitions: partitions.map { Int32($0.partition) }.sorted())
        }
    }
}
