import EventLog
import KafkaProtocol
import MeshCore

extension RequestDesk {
    /// Finds the offsets of moments.
    func listOffsets(_ request: ListOffsetsRequest, _ header: RequestHeader) async throws -> ListOffsetsResponse {
        var topics: [ListOffsetsResponse.Topic] = []
        for topic in request.topics {
            var partitions: [ListOffsetsResponse.Topic.Partition] = []
            for partition in topic.partitions { partitions.append(try await find(partition, in: topic.name)) }
            topics.append(ListOffsetsResponse.Topic(name: topic.name, partitions: partitions))
        }
        return ListOffsetsResponse(topics: topics)
    }

    private func find(
        _ wanted: ListOffsetsRequest.Topic.Partition, in topic: String
    ) async throws -> ListOffsetsResponse.Topic.Partition {
        var answer = ListOffsetsResponse.Topic.Partition(index: wanted.index)
        do {
            guard let name = TopicName(topic) else {
                answer.error = .invalidTopic
                return answer
            }
            let partition = TopicPartition(name, Int(wanted.index))
            answer.error = try await epochError(partition, known: wanted.currentLeaderEpoch)
            guard answer.error == .none else { return answer }
            switch wanted.time {
            case ListOffsetsRequest.end: answer.offset = try await log.offsets(of: partition).upperBound
            case ListOffsetsRequest.start: answer.offset = try await log.offsets(of: partition).lowerBound
            case 0...:
                let found = try await log.position(of: partition, at: Timestamp(milliseconds: wanted.time))
                answer.offset = found?.offset ?? -1
                answer.time = found?.timestamp.milliseconds ?? -1
            default: answer.error = .invalidRequest
            }
            if answer.offset >= 0 { answer.oldStyleOffsets = [answer.offset] }
        } catch {
            answer.error = try code(for: error)
        }
        return answer
    }

    /// Where epochs end: at the end of the log. An owner acknowledges nothing that a later one could lose, so that what a
    /// consumer has read of an epoch is never cut off.
    func endOfEpochs(
        _ request: OffsetForLeaderEpochRequest, _ header: RequestHeader
    ) async throws -> OffsetForLeaderEpochResponse {
        var topics: [OffsetForLeaderEpochResponse.Topic] = []
        for topic in request.topics {
            var partitions: [OffsetForLeaderEpochResponse.Topic.Partition] = []
            for partition in topic.partitions { partitions.append(try await end(of: partition, in: topic.name)) }
            topics.append(OffsetForLeaderEpochResponse.Topic(name: topic.name, partitions: partitions))
        }
        return OffsetForLeaderEpochResponse(topics: topics)
    }

    private func end(
        of wanted: OffsetForLeaderEpochRequest.Topic.Partition, in topic: String
    ) async throws -> OffsetForLeaderEpochResponse.Topic.Partition {
        var answer = OffsetForLeaderEpochResponse.Topic.Partition(index: wanted.index)
        do {
            guard let name = TopicName(topic) else {
                answer.error = .invalidTopic
                return answer
            }
            let partition = TopicPartition(name, Int(wanted.index))
            answer.error = try await epochError(partition, known: wanted.currentLeaderEpoch)
            guard answer.error == .none else { return answer }
            answer.endOffset = try await log.offsets(of: partition).upperBound
            answer.leaderEpoch = wanted.leaderEpoch
        } catch {
            answer.error = try code(for: error)
        }
        return answer
    }
}
