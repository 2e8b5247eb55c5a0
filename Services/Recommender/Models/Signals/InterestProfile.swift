package import MeshCore

/// What one user dealt with, as far as it still counts. A signal is in the next history at once.
///
/// Signals may come in any order: of those of one item, each weighs w · strength · 2^−(age / half-life). It remembers as many items as
/// the rules say.
package struct InterestProfile: Hashable, Sendable {
    /// Sorted by the last time, then by the item; the oldest first.
    package private(set) var interests: [Interest] = []

    package init() {}

    /// Takes interests as they were remembered: each item once, the oldest first.
    init(remembered interests: [Interest]) {
        self.interests = interests
    }

    /// How many items it remembers.
    package var itemCount: Int { interests.count }

    /// Takes a signal in.
    package mutating func take(_ signal: Signal, rules: SignalRules) {
        guard let base = rules.weights[signal.kind] else { return }
        take(
            Interest(item: signal.item, weight: base * signal.strength, last: signal.time, kinds: [signal.kind]),
            rules: rules)
    }

    /// Takes in what is known of an item besides.
    package mutating func take(_ interest: Interest, rules: SignalRules) {
        var interest = interest
        if let place = interests.firstIndex(where: { $0.item == interest.item }) {
            interest = interests.remove(at: place).joined(with: interest, rules: rules)
        }
        let place = interests.lastIndex { ($0.last, $0.item) < (interest.last, interest.item) }.map { $0 + 1 } ?? 0
        interests.insert(interest, at: place)
        if interests.count > rules.itemLimit { interests.removeFirst() }
    }

    /// Forgets an item.
    package mutating func forget(_ item: UInt32) { interests.removeAll { $0.item == item } }

    /// The same with other numbers for some items; those that get the same number become one.
    ///
    /// - Parameter number: Of an item; the same for most.
    package func renumbered(rules: SignalRules, _ number: (UInt32) -> UInt32) -> InterestProfile {
        guard interests.contains(where: { number($0.item) != $0.item }) else { return self }
        var profile = InterestProfile()
        for interest in interests {
            profile.take(
                Interest(
                    item: number(interest.item), weight: interest.weight, last: interest.last, kinds: interest.kinds),
                rules: rules)
        }
        return profile
    }

    /// What a model is asked with at a moment: the items that count for more than nothing, the oldest first.
    ///
    /// - Parameter limit: The most items, those that were dealt with last.
    package func history(at time: Timestamp, rules: SignalRules, limit: Int = .max) -> History {
        let counting = interests.map { ($0.item, $0.weight(at: time, rules: rules)) }.filter { $0.1 > 0 }.suffix(limit)
        return History(counting.map(\.0), weights: counting.map { Float($0.1) })
    }

    /// The items that are not to be recommended to the user.
    package func hidden(by rules: SignalRules) -> Set<UInt32> {
        Set(interests.filter { !$0.kinds.isDisjoint(with: rules.hidden) }.map(\.item))
    }
}
