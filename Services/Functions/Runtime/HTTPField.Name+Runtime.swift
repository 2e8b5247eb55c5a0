import HTTPTypes

/// The fields of the Lambda Runtime API.
extension HTTPField.Name {
    static let runtimeRequestID = HTTPField.Name.known("lambda-runtime-aws-request-id")
    static let runtimeDeadline = HTTPField.Name.known("lambda-runtime-deadline-ms")
    static let runtimeFunctionARN = HTTPField.Name.known("lambda-runtime-invoked-function-arn")
    static let runtimeTraceID = HTTPField.Name.known("lambda-runtime-trace-id")
    static let runtimeClientContext = HTTPField.Name.known("lambda-runtime-client-context")
    static let runtimeErrorType = HTTPField.Name.known("lambda-runtime-function-error-type")
    static let runtimeErrorBody = HTTPField.Name.known("lambda-runtime-function-error-body")
    static let runtimeResponseMode = HTTPField.Name.known("lambda-runtime-function-response-mode")

    static let meshKey = HTTPField.Name.known("orrery-mesh-key")
    static let idempotencyKey = HTTPField.Name.known("idempotency-key")

    /// A name that is written in the code.
    static func known(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("\(text) is no name of a field") }
        return name
    }
}
