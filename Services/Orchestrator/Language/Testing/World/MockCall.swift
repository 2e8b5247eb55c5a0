import MeshCore

/// A call of a mocked state.
struct MockCall: Hashable, Sendable {
    let state: String
    let arguments: JSONValue
}
