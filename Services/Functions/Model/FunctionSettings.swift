import MeshCore

/// What can be set for a function beside its code.
struct FunctionSettings: Sendable, Hashable, Codable {
    var runtime: HandlerRuntime
    var handler: String
    var role: String
    /// Seconds that an invocation may take.
    var timeout: Int
    /// MiB that a handler may use.
    var memory: Int
    /// MiB that a handler may write into its own folder.
    var storage: Int
    var environment: [String: String]
    var architecture: String
    /// Where events go that could not be handled; nil for nowhere but our own list.
    var deadLetterTarget: String?
    /// `Active` or `PassThrough`, told back as it came.
    var tracingMode: String

    /// The most bytes of all environment variables together, names and values.
    static let environmentLimit = 4096

    /// Variables that the service itself sets.
    static let reservedVariables: Set<String> = [
        "_HANDLER", "_X_AMZN_TRACE_ID", "AWS_DEFAULT_REGION", "AWS_REGION", "AWS_EXECUTION_ENV",
        "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_VERSION",
        "AWS_LAMBDA_INITIALIZATION_TYPE", "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME",
        "AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_LAMBDA_RUNTIME_API",
        "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR",
    ]
}
