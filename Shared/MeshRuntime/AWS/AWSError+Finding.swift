import Logging
package import MeshCore

extension AWSError {
    /// Finds the exception that stands for what a handler threw; what the outside may not see goes to the log.
    static func standing(for error: any Error, operation: String, in context: MeshRequestContext) -> AWSError {
        if let error = error as? any AWSErrorConvertible {
            if let cause = error.underlying { log(cause, operation, context) }
            return error.awsError
        }
        let found = ProblemResponse.classify(error, in: context)
        if let cause = found.cause { log(cause, operation, context) }
        return AWSError(found.problem)
    }

    private static func log(_ cause: any Error, _ operation: String, _ context: MeshRequestContext) {
        context.logger.error(
            "Request failed",
            metadata: ["aws.operation": .string(operation), "error": .string(String(reflecting: cause))])
    }

    /// A problem of the mesh in AWS's words.
    package init(_ problem: Problem) {
        let words = problem.detail ?? problem.title
        switch problem.status {
        case 401 where problem.code == "token_expired": self = .expiredToken
        case 401: self = .unrecognizedClient
        case 403: self = .accessDenied(words)
        case 404: self = AWSError("ResourceNotFoundException", words, status: 404)
        case 409: self = AWSError("ConflictException", words, status: 409)
        case 413: self = AWSError("RequestEntityTooLargeException", words, status: 413)
        case 429: self = .throttling(words)
        case 500: self = .internalFailure(words)
        case 501...: self = .unavailable(words)
        default: self = .validation(words)
        }
    }
}
