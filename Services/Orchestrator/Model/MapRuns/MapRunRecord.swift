import MeshCore

/// A run of a distributed map as its row tells of it.
struct MapRunRecord: Hashable, Sendable {
    let number: Int64
    /// The last part of its ARN.
    let id: String
    /// The execution whose state it is.
    let execution: Int64
    /// Its id within that execution.
    let run: Int64
    let machineName: String
    let label: String
    let stateName: String
    var status: MapRunStatus
    let startedAt: Timestamp
    var stoppedAt: Timestamp?
    var redrivenAt: Timestamp?
    var progress: MapRunProgress

    var resource: StatesResource { .mapRun(machine: machineName, label: label, id: id) }
}
