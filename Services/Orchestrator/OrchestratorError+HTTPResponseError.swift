import MeshRuntime

/// The one place where the errors of the orchestrator become answers.
extension OrchestratorError: AWSErrorConvertible {
    var awsError: AWSError {
        switch self {
        case .activityAlreadyExists(let arn): AWSError("ActivityAlreadyExists", "Activity Already Exists: '\(arn)'")
        case .activityDoesNotExist(let arn): AWSError("ActivityDoesNotExist", "Activity Does Not Exist: '\(arn)'")
        case .conflict(let words): AWSError("ConflictException", words)
        case .executionAlreadyExists(let arn):
            AWSError("ExecutionAlreadyExists", "Execution Already Exists: '\(arn)'")
        case .executionDoesNotExist(let arn): AWSError("ExecutionDoesNotExist", "Execution Does Not Exist: '\(arn)'")
        case .executionNotRedrivable(let words): AWSError("ExecutionNotRedrivable", words)
        case .invalidARN(let words): AWSError("InvalidArn", "Invalid Arn: '\(words)'")
        case .invalidDefinition(let words): AWSError("InvalidDefinition", words)
        case .invalidExecutionInput(let words): AWSError("InvalidExecutionInput", words)
        case .invalidLogging(let words): AWSError("InvalidLoggingConfiguration", words)
        case .invalidName(let name): AWSError("InvalidName", "Invalid Name: '\(name)'")
        case .invalidOutput(let words): AWSError("InvalidOutput", words)
        case .invalidToken(let words): AWSError("InvalidToken", "Invalid Token: '\(words)'")
        case .missingParameter(let words): AWSError("MissingRequiredParameter", words)
        case .quotaExceeded(let words): AWSError("ServiceQuotaExceededException", words)
        case .resourceNotFound(let arn): AWSError("ResourceNotFound", "Resource not found: '\(arn)'")
        case .stateMachineAlreadyExists(let arn):
            AWSError("StateMachineAlreadyExists", "State Machine Already Exists: '\(arn)'")
        case .stateMachineDeleting(let arn):
            AWSError("StateMachineDeleting", "State Machine is being deleted: '\(arn)'")
        case .stateMachineDoesNotExist(let arn):
            AWSError("StateMachineDoesNotExist", "State Machine Does Not Exist: '\(arn)'")
        case .taskDoesNotExist: AWSError("TaskDoesNotExist", "Task does not exist")
        case .taskTimedOut: AWSError("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'")
        case .tooManyTags(let words): AWSError("TooManyTags", words)
        case .typeNotSupported(let words): AWSError("StateMachineTypeNotSupported", words)
        case .validation(let words): AWSError("ValidationException", words)
        case .notReady: .unavailable("This instance holds no executions yet.")
        case .damagedRow: .internalFailure("This should not have happened; the log of the service tells the cause.")
        }
    }

    var underlying: (any Error)? {
        if case .damagedRow(let detail) = self { DamagedRow(detail: detail) } else { nil }
    }
}

/// A row that cannot be read, as the log shows it.
private struct DamagedRow: Error {
    let detail: String
}
