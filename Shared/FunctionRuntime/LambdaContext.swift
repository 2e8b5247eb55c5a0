package import MeshCore

/// What a handler knows of its invocation beside the event.
package struct LambdaContext: Sendable {
    /// The invocation's id: the same each time that an event is tried again, so what must happen once is done once for it.
    package let requestID: String
    /// The trace, in the form of X-Ray.
    package let traceID: String
    /// The ARN by which the function was called.
    package let invokedFunctionARN: String
    /// When the process is ended if it has not answered.
    package let deadline: Timestamp
    /// What the client sent as its context, as JSON; nil when it sent none.
    package let clientContext: String?

    package init(
        requestID: String, traceID: String, invokedFunctionARN: String, deadline: Timestamp, clientContext: String?
    ) {
        self.requestID = requestID
        self.traceID = traceID
        self.invokedFunctionARN = invokedFunctionARN
        self.deadline = deadline
        self.clientContext = clientContext
    }
}
