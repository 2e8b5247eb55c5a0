package import MeshCore

/// That somebody did something with an item.
package struct Signal: Hashable, Sendable {
    package let kind: SignalKind
    package let item: UInt32
    package let time: Timestamp
    /// How many times the weight of its kind it counts; a rating's is −1 for the worst to 1 for the best.
    package let strength: Double

    package init(_ kind: SignalKind, item: UInt32, at time: Timestamp, strength: Double = 1) {
        self.kind = kind
        self.item = item
        self.time = time
        self.strength = strength
    }
}
