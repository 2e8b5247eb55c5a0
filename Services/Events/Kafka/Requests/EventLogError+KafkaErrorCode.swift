import EventLog
import KafkaProtocol

extension EventLogError {
    /// What a client is told. Codes after which it asks again are those where that helps.
    var code: KafkaErrorCode {
        switch self {
        case .unknownTopic, .unknownPartition: .unknownTopicOrPartition
        case .topicExists: .topicAlreadyExists
        case .invalidSettings: .invalidConfig
        case .notOwner, .closed: .notLeaderOrFollower
        case .offsetOutOfRange: .offsetOutOfRange
        case .invalidBatch(let defect): defect.code
        case .producerFenced: .invalidProducerEpoch
        case .sequenceOutOfOrder: .outOfOrderSequenceNumber
        case .staleGeneration: .illegalGeneration
        case .overloaded: .requestTimedOut
        case .diskFull, .readOnly, .missingFile, .inputOutput, .metadata, .server: .kafkaStorageError
        }
    }
}

extension BatchDefect {
    var code: KafkaErrorCode {
        switch self {
        case .truncated, .checksum: .corruptMessage
        case .version: .unsupportedForMessageFormat
        case .count, .record, .transactional: .invalidRecord
        case .compression: .unsupportedCompressionType
        case .tooLarge: .messageTooLarge
        }
    }
}
