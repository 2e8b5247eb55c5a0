import EventLog
import FoundationEssentials
import HTTPTypes
import MeshCore
import NIOCore

extension PeerLog {
    /// An answer that no instance of this version gives.
    static var misunderstood: EventLogError { .server(detail: "an instance gave an answer that is not understood") }

    /// The message of an answer.
    ///
    /// - Throws: ``EventLogError``: the one that the instance had, where its code tells which.
    static func decode<Message: Decodable>(
        _ type: Message.Type, _ status: HTTPResponse.Status, _ body: ByteBuffer, _ partition: TopicPartition
    ) throws -> Message {
        guard status == .ok else { throw error(status, body, partition) }
        do {
            return try JSONDecoder().decode(Message.self, from: Data(body.readableBytesView))
        } catch {
            throw misunderstood
        }
    }

    /// The error that a refusal stands for.
    static func error(
        _ status: HTTPResponse.Status, _ body: ByteBuffer, _ partition: TopicPartition
    ) -> EventLogError {
        // An answer of another kind than a problem says no more than its status.
        let problem = try? JSONDecoder().decode(Problem.self, from: Data(body.readableBytesView))
        return switch problem?.code {
        case "partition_not_served", "instance_stopping": .notOwner(partition, owner: nil)
        case "topic_not_found": .unknownTopic(partition.topic)
        case "partition_not_found": .unknownPartition(partition)
        default: .server(detail: problem?.detail ?? "an instance answered \(status.code)")
        }
    }
}
