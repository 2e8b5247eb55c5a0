import MeshCore

/// A name that stands for one or two versions of a state machine.
struct MachineAlias: Hashable, Sendable {
    let name: String
    var description: String?
    var routes: [AliasRoute]
    let createdAt: Timestamp
    var updatedAt: Timestamp
}
