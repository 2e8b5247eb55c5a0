import MeshCore

/// A revision that was published under a number.
struct MachineVersion: Hashable, Sendable {
    let number: Int64
    let revision: Int64
    let description: String?
    let createdAt: Timestamp
}
