import MeshCore

/// Work that people's own workers ask for.
struct Activity: Hashable, Sendable {
    let number: Int64
    let name: String
    let createdAt: Timestamp
}
