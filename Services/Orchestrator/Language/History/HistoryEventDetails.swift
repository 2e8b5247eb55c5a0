package import MeshCore

/// What an event tells beside its kind and its place.
package enum HistoryEventDetails: Hashable, Sendable {
    case none
    indirect case executionStarted(input: Payload, roleARN: String, versionARN: String?, aliasARN: String?)
    /// An output of an execution, a function or an activity.
    case output(Payload)
    /// Why an execution, a function or an activity failed, timed out or was aborted.
    indirect case failure(error: String?, cause: String?)
    case executionRedriven(count: Int)
    case stateEntered(name: String, input: Payload)
    /// - Parameter assigned: Each variable with its value's text.
    case stateExited(name: String, output: Payload, assigned: [AssignedVariable])
    indirect case functionScheduled(resource: String, input: Payload, timeout: Int64?, credentials: JSONValue?)
    indirect case activityScheduled(resource: String, input: Payload, timeout: Int64?, heartbeat: Int64?)
    case activityStarted(worker: String?)
    indirect case taskScheduled(
        type: String, resource: String, region: String, parameters: Payload, timeout: Int64?, heartbeat: Int64?,
        credentials: JSONValue?)
    indirect case taskStarted(type: String, resource: String)
    indirect case taskOutput(type: String, resource: String, output: Payload)
    indirect case taskFailure(type: String, resource: String, error: String?, cause: String?)
    case mapStateStarted(length: Int)
    case mapIteration(name: String, index: Int)
    case mapRunStarted(arn: String)
    indirect case mapRunRedriven(arn: String, count: Int)
    indirect case evaluationFailed(error: String, cause: String, location: String?, state: String)
}
