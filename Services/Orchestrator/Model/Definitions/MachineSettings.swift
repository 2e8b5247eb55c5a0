import MeshCore

/// What a revision of a state machine has beside its definition.
struct MachineSettings: Hashable, Sendable {
    var roleARN: String
    /// `{level, includeExecutionData, destinations}`, kept as it was sent.
    var logging: JSONValue
    var tracing: JSONValue
    /// nil when nothing was said.
    var encryption: JSONValue?

    /// What holds when nothing is said.
    static let plainLogging: JSONValue = ["level": "OFF", "includeExecutionData": false]
    static let plainTracing: JSONValue = ["enabled": false]
}
