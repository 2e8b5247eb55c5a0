import MeshCore

/// Processes that are kept for a version or an alias.
struct ProvisionedConcurrency: Sendable, Hashable {
    let qualifier: String
    let requested: Int
    let modifiedAt: Timestamp
}
