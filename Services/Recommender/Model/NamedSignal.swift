import MeshCore
import RecommenderModels

/// What an event tells of one item, which it calls by some name.
struct NamedSignal: Hashable, Sendable {
    /// Nobody when the visitor keeps no id: then it counts for the item alone.
    let person: Person?
    let kind: SignalKind
    /// The product's own number, that of a variant, or the product's id.
    let item: String
    let time: Timestamp
    let strength: Double
    /// What was bought together has the same; nil for what was not bought.
    let basket: String?
    /// When the collector was told; nil for what it was not told of.
    var receivedAt: Timestamp?
    /// The segments that the event tells of; that of an account is known to the store.
    var audiences: [Audience] = []
}
