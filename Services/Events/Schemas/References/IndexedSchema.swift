import MeshCore

/// A schema that an index has found.
struct IndexedSchema: Sendable {
    let value: JSONValue
    /// The resource that it belongs to, by its number in the index.
    let resource: Int
}
