import EventLog
import MeshRuntime

extension OperationInput {
    /// The topic of the path.
    ///
    /// - Throws: ``EventsError/invalidTopicName(_:)``: nothing can be there.
    func topic() throws -> TopicName {
        let text = string("topic") ?? ""
        guard let name = TopicName(text) else { throw EventsError.invalidTopicName(text) }
        return name
    }

    /// The partition of the path.
    ///
    /// - Throws: ``EventsError/invalidTopicName(_:)``.
    func place() throws -> TopicPartition { TopicPartition(try topic(), integer("partition") ?? 0) }
}
