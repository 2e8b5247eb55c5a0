/// What an execution is to start on: a state machine by itself, by a version, or by an alias.
struct StartTarget: Hashable, Sendable {
    let machine: Int64
    let machineName: String
    let type: MachineType
    let revision: Int64
    var version: Int64?
    var alias: String?
}
