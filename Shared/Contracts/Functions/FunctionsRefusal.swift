/// A call that functions did not carry out, as the Lambda API tells it.
package struct FunctionsRefusal: Error, Sendable, Equatable {
    package let status: Int
    /// The exception of the API: `ResourceNotFoundException`, `TooManyRequestsException` …
    package let exception: String
    package let message: String

    package init(status: Int, exception: String, message: String) {
        self.status = status
        self.exception = exception
        self.message = message
    }
}
