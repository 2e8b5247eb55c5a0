/// The exceptions that every AWS service has.
extension AWSError {
    /// No operation has the name that was asked for.
    package static func unknownOperation(_ message: String) -> AWSError {
        AWSError("UnknownOperationException", message, status: 404)
    }

    /// The body is no JSON, or a member of it is of another type than the operation takes.
    package static func serialization(_ message: String) -> AWSError {
        AWSError("SerializationException", message)
    }

    /// Members break their constraints.
    package static func validation(_ message: String) -> AWSError {
        AWSError("ValidationException", message)
    }

    /// The caller is known and may not do this.
    package static func accessDenied(_ message: String) -> AWSError {
        AWSError("AccessDeniedException", message, status: 403)
    }

    /// Too many requests.
    package static func throttling(_ message: String) -> AWSError {
        AWSError("ThrottlingException", message, status: 429)
    }

    /// Not now; the client may try again.
    package static func unavailable(_ message: String) -> AWSError {
        AWSError("ServiceUnavailableException", message, status: 503)
    }

    /// What should not happen.
    package static func internalFailure(_ message: String) -> AWSError {
        AWSError("InternalFailure", message, status: 500)
    }

    /// There is nothing that proves the caller.
    static let missingAuthenticationToken = AWSError(
        "MissingAuthenticationTokenException", "Missing Authentication Token", status: 403)

    /// The access key is unknown, withdrawn or expired.
    static let unrecognizedClient = AWSError(
        "UnrecognizedClientException", "The security token included in the request is invalid.", status: 403)

    /// The proof was good once.
    static let expiredToken = AWSError(
        "ExpiredTokenException", "The security token included in the request is expired", status: 403)

    /// The signature is of something else, or by another key, or of another time.
    static func invalidSignature(_ message: String) -> AWSError {
        AWSError("InvalidSignatureException", message, status: 403)
    }

    /// Parts of the signature are missing or malformed.
    static func incompleteSignature(_ message: String) -> AWSError {
        AWSError("IncompleteSignatureException", message, status: 403)
    }
}
