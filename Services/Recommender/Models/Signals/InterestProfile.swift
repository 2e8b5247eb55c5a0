import Glibc
package import MeshCore

/// What one user dealt with, as far as it still counts. A signal is in the next history at once.
///
/// Signals may come in any order: of those of one item, each weighs w · strength · 2^−(age / half-life). It remembers as many items as
/// the rules say.
package struct InterestProfile: Hashable, Sendable {
    private struct Interest: Hashable {
        var item: UInt32
        /// The sum of weights as of `last`.
        var weight: Double
        /// When the item was dealt with last.
        var last: Timestamp
        var kinds: Set<SignalKind>
    }

    /// Sorted by the last time, then by the item; the oldest first.
    private var interests: [Interest] = []

    package init() {}

    /// How many items it remembers.
    package var itemCount: Int { interests.count }

    /// Takes a signal in.
    package mutating func take(_ signal: Signal, rules: SignalRules) {
        guard let base = rules.weights[signal.kind] else { return }
        var interest = Interest(
            item: signal.item, weight: base * signal.strength, last: signal.time, kinds: [signal.kind])
        if let place = interests.firstIndex(where: { $0.item == signal.item }) {
            let known = interests.remove(at: place)
            let last = max(known.last, signal.time)
            interest.weight =
                Self.decayed(known.weight, from: known.last, to: last, rules)
                + Self.decayed(interest.weight, from: signal.time, to: last, rules)
            interest.last = last
            interest.kinds.formUnion(known.kinds)
        }
        let place = interests.lastIndex { ($0.last, $0.item) < (interest.last, interest.item) }.map { $0 + 1 } ?? 0
        interests.insert(interest, at: place)
        if interests.count > rules.itemLimit { interests.removeFirst() }
    }

    /// What a model is asked with at a moment: the items that count for more than nothing, the oldest first.
    package func history(at time: Timestamp, rules: SignalRules) -> History {
        let counting = interests.map { ($0.item, Self.decayed($0.weight, from: $0.last, to: time, rules)) }
            .filter { $0.1 > 0 }
        return History(counting.map(\.0), weights: counting.map { Float($0.1) })
    }

    /// The items that are not to be recommended to the user.
    package func hidden(by rules: SignalRules) -> Set<UInt32> {
        Set(interests.filter { !$0.kinds.isDisjoint(with: rules.hidden) }.map(\.item))
    }

    private static func decayed(
        _ weight: Double, from start: Timestamp, to end: Timestamp, _ rules: SignalRules
    ) -> Double {
        weight * exp2(-Double(end.milliseconds - start.milliseconds) / Double(rules.halfLife.wholeMilliseconds))
    }
}
