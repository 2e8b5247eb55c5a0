import MeshCore

/// What the supervisor holds of one running instance beside its machine.
struct RunningInstance: Sendable {
    let id: InstanceID
    let service: String
    let slot: Int
    let version: Version
    let port: Int
    let startedAt: Timestamp
    let process: ProcessHandle
    /// Resident bytes.
    var residentBytes: UInt64 = 0
    var cpuSeconds: Double = 0
    /// Readings above the memory limit in a row.
    var memoryStrikes = 0
    var traffic = TrafficWindow()
    /// What was written down of it last.
    var recorded: InstanceRecord
}
