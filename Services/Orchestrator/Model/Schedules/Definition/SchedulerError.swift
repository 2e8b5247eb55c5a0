/// Why a request to EventBridge Scheduler's API is refused, in the words of that service.
enum SchedulerError: Error, Hashable, Sendable {
    case validation(String)
    case conflict(String)
    case notFound(String)
    case quotaExceeded(String)

    /// The name of the exception on the wire.
    var code: String {
        switch self {
        case .validation: "ValidationException"
        case .conflict: "ConflictException"
        case .notFound: "ResourceNotFoundException"
        case .quotaExceeded: "ServiceQuotaExceededException"
        }
    }

    /// The status of the answer.
    var status: Int {
        switch self {
        case .validation: 400
        case .conflict: 409
        case .notFound: 404
        case .quotaExceeded: 402
        }
    }

    var message: String {
        switch self {
        case .validation(let message), .conflict(let message), .notFound(let message), .quotaExceeded(let message):
            message
        }
    }

    static func scheduleExists(_ name: String) -> SchedulerError { .conflict("Schedule \(name) already exists.") }
    static func scheduleMissing(_ name: String) -> SchedulerError { .notFound("Schedule \(name) does not exist.") }
    static func groupExists(_ name: String) -> SchedulerError { .conflict("Schedule group \(name) already exists.") }
    static func groupMissing(_ name: String) -> SchedulerError { .notFound("Schedule group \(name) does not exist.") }

    /// The group that every account has can be neither made nor removed.
    static var defaultGroup: SchedulerError {
        .validation("This operation cannot be performed on schedule group default.")
    }
}
