import MeshTransport

/// What a handler says to an invocation.
enum HandlerAnswer: Sendable {
    case outcome(InvocationOutcome)
    /// It answers part by part.
    case stream(HandlerStream)
}
