import HTTPTypes
import Hummingbird
import Logging
import MeshCore
import MeshTransport

/// What happens to every request around its operation: trace, deadline, metrics and log, in one step without
/// middleware's allocations.
struct RequestPipeline: Sendable {
    let responder: RouterResponder<MeshRequestContext>
    let metrics: RequestMetrics
    let tracer: MeshTracer
    let logger: Logger
    let logged: CommonConfiguration.LoggedRequests

    /// The answer of a request; always one, whatever happens.
    func answer(
        _ head: HTTPRequest, body: RequestBody, connection: ConnectionDescription, deadline: Deadline?
    ) async -> Response {
        let start = MonotonicInstant.now()
        metrics.began()
        let fields = PipelineFields(head.headerFields)
        let trace = tracer.serve(parents: fields.traceparents, states: fields.tracestates)
        let context = MeshRequestContext(
            source: MeshRequestSource(logger: logger, connection: connection, trace: trace, deadline: deadline))
        let request = Request(head: head, body: body)
        let response: Response
        do {
            if let deadline, deadline.hasPassed(at: start) {
                throw Problem.gatewayTimeout("The deadline had passed when the request came.")
            }
            response = try await responder.respond(to: request, context: context)
        } catch {
            response = ProblemResponse.make(error, for: request, in: context)
        }
        finish(request, response, context, from: start)
        return response
    }

    private func finish(
        _ request: Request, _ response: Response, _ context: MeshRequestContext, from start: MonotonicInstant
    ) {
        let nanoseconds = start.nanoseconds(to: .now())
        let route = context.endpointPath ?? ""
        let status = response.status.code
        metrics.ended(
            route: route == "NotFound" ? "" : route, method: request.method, status: status,
            seconds: Double(nanoseconds) / 1e9)
        switch logged {
        case .none: break
        case .failed where status < 500: break
        case .failed, .all: log(request, status, route, nanoseconds, context)
        }
        if context.trace.isSampled, logger.logLevel <= .debug { export(request, status, route, nanoseconds, context) }
    }

    private func log(
        _ request: Request, _ status: Int, _ route: String, _ nanoseconds: Int64, _ context: MeshRequestContext
    ) {
        // The path without its query, which may hold what nobody should read in a log.
        var metadata: Logger.Metadata = [
            "http.method": .string(request.method.rawValue), "url.path": .string(request.uri.path),
            "http.status": .stringConvertible(status), "duration.us": .stringConvertible(nanoseconds / 1000),
        ]
        metadata["peer"] = context.peer.map { .string($0) }
        metadata["http.route"] = .string(route)
        context.logger.log(level: status >= 500 ? .warning : .info, "Answered request", metadata: metadata)
    }

    private func export(
        _ request: Request, _ status: Int, _ route: String, _ nanoseconds: Int64, _ context: MeshRequestContext
    ) {
        var metadata: Logger.Metadata = [
            "span.id": .string(Hexadecimal.text(context.trace.spanID)), "span.kind": "server",
            "span.name": .string("\(request.method) \(route)"), "span.nanoseconds": .stringConvertible(nanoseconds),
            "span.http.response.status_code": .stringConvertible(status),
        ]
        if context.trace.parentSpanID != 0 {
            metadata["span.parent"] = .string(Hexadecimal.text(context.trace.parentSpanID))
        }
        context.logger.debug("Span ended", metadata: metadata)
    }
}
