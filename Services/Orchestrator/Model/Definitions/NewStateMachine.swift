/// What `CreateStateMachine` asks for, checked.
struct NewStateMachine: Sendable {
    var name: String
    var type: MachineType
    var definition: String
    var settings: MachineSettings
    var tags: [ResourceTag]
    var publish: Bool
    var versionDescription: String?
}
