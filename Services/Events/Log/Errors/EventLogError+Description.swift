extension EventLogError: CustomStringConvertible {
    /// What happened and what to do about it, for the log and whoever runs the service.
    package var description: String {
        switch self {
        case .unknownTopic(let name): "There is no topic \(name)."
        case .unknownPartition(let partition): "There is no partition \(partition)."
        case .topicExists(let name): "There is a topic \(name) already."
        case .invalidSettings(let detail): "The topic cannot be kept so: \(detail)."
        case .notOwner(let partition, let owner):
            "\(partition) is served by \(owner ?? "another instance"), not here. Ask there, or again."
        case .offsetOutOfRange(let partition, let offset, let range):
            "\(partition) has the offsets \(range.lowerBound) up to \(range.upperBound), not \(offset)."
        case .invalidBatch(let defect): "The batch is not valid: \(defect)."
        case .producerFenced(let producer, let current):
            "Producer \(producer.id) of epoch \(producer.epoch) has been followed by epoch \(current)."
        case .sequenceOutOfOrder(let stamp, let expected):
            "Producer \(stamp.producer.id) sent number \(stamp.baseSequence) where \(expected) comes next."
        case .staleGeneration(let group, let current): "The group \(group) is in generation \(current) by now."
        case .overloaded(let limit):
            "More than \(limit) bytes wait to be written. Try again later, or spread the load."
        case .diskFull(let path): "No space left for \(path). Free space on its disk; appending works again at once."
        case .readOnly(let path):
            "\(path) cannot be written. Check the owner and permissions of the file and of its folder, and whether "
                + "the disk is mounted read-only."
        case .missingFile(let path):
            "\(path) is missing, and with it acknowledged records. Put it back from a backup; the partition is not "
                + "served without it."
        case .inputOutput(let path, let detail): "The disk under \(path) failed (\(detail)). Check the disk."
        case .metadata(let error): "The log's metadata: \(error)"
        case .server(let detail): "The server of the log failed: \(detail)."
        case .closed: "The log has been closed."
        }
    }
}
