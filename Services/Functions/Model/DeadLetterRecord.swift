import MeshCore

/// An event that could not be handled, as it is kept for people.
struct DeadLetterRecord: Sendable, Hashable {
    let id: String
    /// Where it was to go; nil for nowhere else.
    let target: String?
    /// A record as destinations get it, in JSON.
    let content: String
    let at: Timestamp
}
