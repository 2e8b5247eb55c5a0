/// Everything that can go wrong in the orchestrator, apart from what the store says: the errors of the Step Functions API.
enum OrchestratorError: Error, Equatable {
    case activityAlreadyExists(arn: String)
    case activityDoesNotExist(arn: String)
    case conflict(String)
    case executionAlreadyExists(arn: String)
    case executionDoesNotExist(arn: String)
    case executionNotRedrivable(String)
    case invalidARN(String)
    case invalidDefinition(String)
    case invalidExecutionInput(String)
    case invalidLogging(String)
    case invalidName(String)
    case invalidOutput(String)
    case invalidToken(String)
    case missingParameter(String)
    case quotaExceeded(String)
    case resourceNotFound(arn: String)
    case stateMachineAlreadyExists(arn: String)
    case stateMachineDeleting(arn: String)
    case stateMachineDoesNotExist(arn: String)
    case taskDoesNotExist
    case taskTimedOut
    case tooManyTags(String)
    case typeNotSupported(String)
    case validation(String)
    /// No shard is held by this instance at the moment.
    case notReady
    /// A row does not hold what the schema says.
    case damagedRow(String)
}
