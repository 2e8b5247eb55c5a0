import MeshCore

/// What `UpdateStateMachine` asks for, checked; what is nil stays as it is.
struct StateMachineChange: Sendable {
    var name: String
    /// The name of the revision, should it become one.
    var revisionID: String
    var definition: String?
    var roleARN: String?
    var logging: JSONValue?
    var tracing: JSONValue?
    var encryption: JSONValue?
    var publish: Bool
    var versionDescription: String?
    /// Whether even a request that changes nothing makes a revision.
    var isAlwaysRevision: Bool
}
