/// Why an invocation is refused, as AWS names it.
enum ThrottleReason: String, Sendable, Equatable {
    case reserved = "ReservedFunctionConcurrentInvocationLimitExceeded"
    case account = "ConcurrentInvocationLimitExceeded"
}
