import HTTPTypes
import MeshCore
import MeshRuntime

/// The one place where the errors of functions become answers: the exceptions of the Lambda API.
extension FunctionsError: AWSErrorConvertible {
    /// The exception of the API that stands for it.
    var exception: String {
        switch self {
        case .functionNotFound, .resourceNotFound: "ResourceNotFoundException"
        case .noProvisionedConcurrency: "ProvisionedConcurrencyConfigNotFoundException"
        case .validation: "ValidationException"
        case .invalidParameter: "InvalidParameterValueException"
        case .serialization: "SerializationException"
        case .invalidRequestContent: "InvalidRequestContentException"
        case .requestTooLarge: "RequestTooLargeException"
        case .conflict: "ResourceConflictException"
        case .revisionChanged: "PreconditionFailedException"
        case .throttled: "TooManyRequestsException"
        case .codeTooLarge: "CodeStorageExceededException"
        case .damagedRow: "ServiceException"
        }
    }

    var status: HTTPResponse.Status {
        switch self {
        case .functionNotFound, .resourceNotFound, .noProvisionedConcurrency: .notFound
        case .validation, .invalidParameter, .serialization, .invalidRequestContent, .codeTooLarge: .badRequest
        case .requestTooLarge: .contentTooLarge
        case .conflict: .conflict
        case .revisionChanged: .preconditionFailed
        case .throttled: .tooManyRequests
        case .damagedRow: .internalServerError
        }
    }

    /// What the caller is told.
    var message: String {
        switch self {
        case .functionNotFound(let arn): "Function not found: \(arn)"
        case .noProvisionedConcurrency: "No Provisioned Concurrency Config found for this function"
        case .validation(let words): "1 validation error detected: \(words)"
        case .resourceNotFound(let words), .invalidParameter(let words), .serialization(let words),
            .invalidRequestContent(let words), .requestTooLarge(let words), .conflict(let words),
            .codeTooLarge(let words):
            words
        case .revisionChanged:
            "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to "
                + "retrieve the latest Revision Id"
        case .throttled: "Rate Exceeded."
        case .damagedRow: "The service cannot read what it has kept."
        }
    }

    var awsError: AWSError {
        var members: JSONObject = [:]
        if case .throttled(let reason) = self { members["Reason"] = .string(reason) }
        return AWSError(exception, message, status: Int(status.code), members: members)
    }

    var underlying: (any Error)? {
        if case .damagedRow(let detail) = self { DamagedRow(detail: detail) } else { nil }
    }
}

/// A row that cannot be read, as the log shows it.
private struct DamagedRow: Error {
    let detail: String
}
