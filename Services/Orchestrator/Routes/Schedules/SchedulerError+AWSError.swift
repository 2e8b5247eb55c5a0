import MeshRuntime

/// The one place where the errors of schedules become exceptions.
extension SchedulerError: AWSErrorConvertible {
    var awsError: AWSError { AWSError(code, message, status: status) }
}
