import FoundationEssentials
import HTTPTypes
import Hummingbird
import Logging
import MeshCore
import MeshTransport
import NIOCore

/// Makes problems into answers (RFC 9457).
enum ProblemResponse {
    /// An answer of a problem, completed with the trace's id.
    static func make(
        _ problem: Problem, headers: HTTPFields = [:], for request: Request, in context: MeshRequestContext
    ) -> Response {
        var problem = problem
        if problem.traceId == nil { problem.traceId = context.id }
        var headers = headers
        headers[.contentType] = Problem.mediaType
        headers[.cacheControl] = "no-store"
        return Response(
            status: HTTPResponse.Status(code: problem.status), headers: headers,
            body: ResponseBody(byteBuffer: encode(problem)))
    }

    /// An answer of whatever a handler threw; what the outside may not see goes to the log.
    static func make(_ error: any Error, for request: Request, in context: MeshRequestContext) -> Response {
        let convertible = classify(error, in: context)
        if let cause = convertible.cause {
            context.logger.error(
                "Request failed",
                metadata: [
                    "http.route": .string(context.endpointPath ?? "-"), "http.method": .string(request.method.rawValue),
                    "error": .string(String(reflecting: cause)),
                ])
        }
        return make(convertible.problem, headers: convertible.problemHeaders, for: request, in: context)
    }

    /// Finds the problem that stands for an error.
    static func classify(_ error: any Error, in context: MeshRequestContext) -> any ProblemConvertible {
        switch error {
        case let error as any ProblemConvertible:
            return error
        case is NIOTooManyBytesError:
            return Problem.contentTooLarge("The body is longer than this operation takes.")
        case let failure as ExchangeFailure where failure.reason == .deadlineExceeded:
            return Problem.gatewayTimeout("A service that this needs did not answer in time.")
        case let failure as ExchangeFailure:
            return ProblemError(
                .unavailable("A service that this needs cannot be reached."), headers: [.retryAfter: "1"],
                cause: failure)
        case is CancellationError:
            return Problem.gatewayTimeout("The deadline passed, or the caller went away.")
        default:
            if context.deadline?.hasPassed(at: .now()) == true {
                return Problem.gatewayTimeout("The deadline passed.")
            }
            return ProblemError(
                .internalError("This should not have happened; the log of the service tells the cause."), cause: error)
        }
    }

    private static func encode(_ problem: Problem) -> ByteBuffer {
        do {
            return try MeshJSON.encode(problem)
        } catch {
            // A problem is made of strings and numbers, which always encode; should that ever change, the status still
            // stands.
            return ByteBuffer(string: #"{"status":\#(problem.status)}"#)
        }
    }
}
