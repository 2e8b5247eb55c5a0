/// An error with a face for AWS's clients: a service maps its error enum to exceptions in one place.
///
/// The exception holds safe words only; what the log should know besides is in ``underlying``.
package protocol AWSErrorConvertible: Error {
    var awsError: AWSError { get }
    /// What happened inside, for the log; nil when the exception says it all.
    var underlying: (any Error)? { get }
}

extension AWSErrorConvertible {
    package var underlying: (any Error)? { nil }
}
