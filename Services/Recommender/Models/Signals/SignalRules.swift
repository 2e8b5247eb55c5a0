import Glibc
import MeshCore

/// How much signals count, for how long, and after which of them an item is not shown again.
package struct SignalRules: Hashable, Sendable {
    /// The weight of each kind; a kind that is not in it does not count.
    package let weights: [SignalKind: Double]
    /// After how long a signal counts half.
    package let halfLife: Duration
    /// After these kinds an item is not recommended to whoever did it.
    package let hidden: Set<SignalKind>
    /// How many items of one user are remembered: the ones that were dealt with last.
    package let itemLimit: Int

    /// - Throws: ``ModelError/invalidSetting(name:reason:)``.
    package init(
        weights: [SignalKind: Double] = [.view: 1, .search: 1, .cart: 3, .purchase: 5, .rating: 4],
        halfLife: Duration = .seconds(30 * 86_400), hidden: Set<SignalKind> = [.purchase], itemLimit: Int = 200
    ) throws(ModelError) {
        guard weights.values.allSatisfy({ $0.isFinite && $0 >= 0 }) else {
            throw .invalidSetting(name: "weights", reason: "must be at least 0")
        }
        guard halfLife > .zero else { throw .invalidSetting(name: "half-life", reason: "must be more than 0") }
        guard itemLimit > 0 else { throw .invalidSetting(name: "item limit", reason: "must be at least 1") }
        self.weights = weights
        self.halfLife = halfLife
        self.hidden = hidden
        self.itemLimit = itemLimit
    }

    /// What is left of a weight after a time.
    func decayed(_ weight: Double, from start: Timestamp, to end: Timestamp) -> Double {
        weight * exp2(-Double(end.milliseconds - start.milliseconds) / Double(halfLife.wholeMilliseconds))
    }
}
