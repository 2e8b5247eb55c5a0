package import MeshCore

/// What the test of a state gave.
package struct StateTestResult: Hashable, Sendable {
    package let status: StateTestStatus
    package let output: Payload?
    package let nextState: String?
    package let error: String?
    package let cause: String?
    /// `inspectionData`, as it stands on the wire; it is shown from the level DEBUG on.
    package let inspection: JSONObject
}
