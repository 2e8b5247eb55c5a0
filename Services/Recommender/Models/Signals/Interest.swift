package import MeshCore

/// What one item means to one user.
package struct Interest: Hashable, Sendable {
    package let item: UInt32
    /// The sum of the signals' weights as of ``last``.
    package let weight: Double
    /// When the item was dealt with last.
    package let last: Timestamp
    /// All that the user did with it.
    package let kinds: Set<SignalKind>

    package init(item: UInt32, weight: Double, last: Timestamp, kinds: Set<SignalKind>) {
        self.item = item
        self.weight = weight
        self.last = last
        self.kinds = kinds
    }

    /// Both taken together, of the item of this one.
    func joined(with other: Interest, rules: SignalRules) -> Interest {
        let last = max(last, other.last)
        return Interest(
            item: item, weight: weight(at: last, rules: rules) + other.weight(at: last, rules: rules), last: last,
            kinds: kinds.union(other.kinds))
    }

    /// What is left of the weight at a later moment.
    package func weight(at time: Timestamp, rules: SignalRules) -> Double {
        rules.decayed(weight, from: last, to: time)
    }
}
