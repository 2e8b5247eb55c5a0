import EventLog
import KafkaProtocol
import Logging

extension RequestDesk {
    /// The code for what went wrong with a part of a request.
    ///
    /// - Throws: `CancellationError`, which is no answer.
    func code(for error: any Error) throws -> KafkaErrorCode {
        switch error {
        case let error as EventLogError:
            if error.code == .kafkaStorageError {
                logger.error("A request met a failure of the log", metadata: ["error": "\(error)"])
            }
            return error.code
        case let error as BatchDefect: return error.code
        case is CancellationError: throw error
        default:
            logger.error("A request failed", metadata: ["error": "\(error)"])
            return .unknownServerError
        }
    }
}
