/// Everything that can be wrong with a call of the Lambda API, apart from what the store says.
enum FunctionsError: Error, Equatable {
    /// There is no such function, version or alias; its ARN.
    case functionNotFound(String)
    /// There is none of what belongs to a function; in AWS's words.
    case resourceNotFound(String)
    /// The function has no provisioned concurrency under this qualifier.
    case noProvisionedConcurrency
    /// A value breaks the shape that the API gives it; in AWS's words.
    case validation(String)
    /// A value is of the right shape and wrong all the same; in AWS's words.
    case invalidParameter(String)
    /// The document cannot be read.
    case serialization(String)
    /// The payload of an invocation is no JSON.
    case invalidRequestContent(String)
    /// The payload is longer than it may be.
    case requestTooLarge(String)
    /// It is there already, or is being changed.
    case conflict(String)
    /// The revision is not the one that the caller has seen.
    case revisionChanged
    /// The function has no free process, and may have no more.
    case throttled(reason: String)
    /// The code is longer than it may be.
    case codeTooLarge(String)
    /// A row does not hold what the schema says.
    case damagedRow(String)
}
