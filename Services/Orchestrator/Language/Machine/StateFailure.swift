import MeshCore

/// Why a state failed: what retriers and catchers look at, and what an execution that nobody catches ends with.
package struct StateFailure: Error, Hashable, Sendable {
    package let error: String?
    package let cause: String?

    package init(error: String?, cause: String?) {
        self.error = error
        self.cause = cause
    }

    /// What a catcher gives the next state: both members always.
    var output: JSONValue { ["Error": .string(error ?? ""), "Cause": .string(cause ?? "")] }

    static let timeout = StateFailure(error: "States.Timeout", cause: nil)
    static let heartbeatTimeout = StateFailure(error: "States.HeartbeatTimeout", cause: nil)
    static let toleranceExceeded = StateFailure(
        error: "States.ExceedToleratedFailureThreshold",
        cause: "The specified tolerated failure threshold was exceeded")
}
