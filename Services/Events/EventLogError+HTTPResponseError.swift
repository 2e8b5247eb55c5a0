package import EventLog
package import HTTPTypes
package import MeshCore
import MeshRuntime

/// The one place where the errors of the log become answers.
extension EventLogError: ProblemConvertible {
    package var problem: Problem {
        switch self {
        case .unknownTopic: .notFound("There is no such topic.", code: "topic_not_found")
        case .unknownPartition: .notFound("The topic has no such partition.", code: "partition_not_found")
        case .topicExists(let name): .conflict("There is a topic \(name) already.", code: "topic_exists")
        case .invalidSettings(let detail):
            .validation([FieldError(field: "rules", code: "invalid", message: "The rules do not hold: \(detail).")])
        case .notOwner(let partition, _):
            .unavailable("Nobody serves the partition \(partition) now; try again.", code: "partition_not_served")
        case .offsetOutOfRange(_, let offset, let range):
            Problem(
                status: 416, code: "offset_out_of_range", title: "There is no such offset",
                detail: "There are the offsets \(range.lowerBound) up to \(range.upperBound), not \(offset).")
        case .invalidBatch(let defect): .badRequest("The batch is not valid: \(defect).", code: "invalid_batch")
        case .producerFenced, .sequenceOutOfOrder: .conflict(description, code: "stale_producer")
        case .staleGeneration(_, let current):
            .conflict("The group is in generation \(current) by now; poll again.", code: "stale_generation")
        case .overloaded: .unavailable("Too much waits to be written; try again.", code: "log_overloaded")
        case .diskFull: .insufficientStorage("There is no space left to keep this.")
        case .readOnly, .missingFile, .inputOutput:
            .unavailable("The log cannot be used now.", code: "log_unavailable")
        case .metadata(let error): error.problem
        case .server: .unavailable("The log cannot be reached now.", code: "log_unavailable")
        case .closed: .unavailable("This instance is giving up its work; try again.", code: "instance_stopping")
        }
    }

    package var problemHeaders: HTTPFields {
        problem.status == 503 ? [.retryAfter: "1"] : [:]
    }

    package var cause: (any Error)? {
        switch self {
        case .diskFull, .readOnly, .missingFile, .inputOutput, .metadata, .server: self
        case .unknownTopic, .unknownPartition, .topicExists, .invalidSettings, .notOwner, .offsetOutOfRange,
            .invalidBatch, .producerFenced, .sequenceOutOfOrder, .staleGeneration, .overloaded, .closed:
            nil
        }
    }
}
