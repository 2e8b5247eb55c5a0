package import Hummingbird
package import Logging
package import MeshCore
package import MeshTransport

/// What a handler knows of its request beside the input: who calls, over what, in which trace, and until when.
package struct MeshRequestContext: RequestContext {
    package typealias Source = MeshRequestSource

    package var coreContext: CoreRequestContextStorage
    private let plainLogger: Logger
    /// Who calls; nil on operations that ask for nobody.
    package var principal: Principal?
    package let connection: ConnectionDescription
    package let trace: TraceContext
    /// When the caller stops waiting; nil when it said nothing.
    package let deadline: Deadline?

    package init(source: MeshRequestSource) {
        coreContext = CoreRequestContextStorage(source: source)
        plainLogger = source.logger
        connection = source.connection
        trace = source.trace
        deadline = source.deadline
    }

    /// The service that calls, as its certificate proves (`catalog`); nil without mutual TLS.
    package var peer: String? { connection.peerIdentity.flatMap(MeshIdentity.service(of:)) }

    /// The request's id in logs and problems: the trace's.
    package var id: String { trace.traceID.description }

    /// A logger that names the trace.
    package var logger: Logger {
        var logger = plainLogger
        logger[metadataKey: "trace.id"] = .string(id)
        return logger
    }
}
