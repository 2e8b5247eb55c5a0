import Hummingbird
package import Logging
package import MeshCore
package import MeshTransport

/// What a request context is made from.
package struct MeshRequestSource: RequestContextSource {
    package let logger: Logger
    package let connection: ConnectionDescription
    package let trace: TraceContext
    package let deadline: Deadline?

    package init(logger: Logger, connection: ConnectionDescription, trace: TraceContext, deadline: Deadline? = nil) {
        self.logger = logger
        self.connection = connection
        self.trace = trace
        self.deadline = deadline
    }
}
