import Glibc
package import MeshCore

/// What models are trained with: what users did, and what was bought together.
package struct TrainingSet: Sendable {
    /// That a user dealt with an item.
    package struct Entry: Hashable, Sendable {
        package let item: UInt32
        package let weight: Float
        /// When last.
        package let time: Timestamp

        package init(item: UInt32, weight: Float, time: Timestamp) {
            self.item = item
            self.weight = weight
            self.time = time
        }
    }

    /// By users.
    package var users: [[Entry]] = []
    package var baskets: [[UInt32]] = []

    /// How many interactions there are.
    package private(set) var count = 0

    package init() {}

    /// Takes what a user did.
    package mutating func take(_ entries: [Entry]) {
        users.append(entries)
        count += entries.count
    }

    /// Takes what is known of a user.
    ///
    /// - Parameter number: The item that a number stands for.
    package mutating func take(_ profile: InterestProfile, rules: SignalRules, _ number: (UInt32) -> UInt32) {
        let entries = profile.renumbered(rules: rules, number).interests.filter { $0.weight > 0 }.map {
            // Who buys a thing ten times does not like it ten times as much.
            Entry(item: $0.item, weight: Float(log1p($0.weight)), time: $0.last)
        }
        guard !entries.isEmpty else { return }
        take(entries)
    }

    /// The moment behind which the newest share of interactions lies; nil without any.
    package func moment(before share: Double) -> Timestamp? {
        let times = users.flatMap { $0.map(\.time.milliseconds) }.sorted()
        guard !times.isEmpty else { return nil }
        let place = min(times.count - 1, Int(Double(times.count) * (1 - share)))
        return Timestamp(milliseconds: times[max(0, place - 1)])
    }

    /// Interactions up to a moment, as a matrix of users' rows.
    package func matrix(through time: Timestamp, itemCount: Int, weighed isWeighed: Weighing) -> InteractionMatrix {
        var interactions: [Interaction] = []
        interactions.reserveCapacity(count)
        for (row, entries) in users.enumerated() {
            for entry in entries where entry.time <= time && Int(entry.item) < itemCount {
                let weight: Float =
                    switch isWeighed {
                    case .byStrength: entry.weight
                    case .equally: 1
                    }
                interactions.append(Interaction(row: UInt32(row), column: entry.item, weight: weight))
            }
        }
        return InteractionMatrix(interactions, rowCount: users.count, columnCount: itemCount)
    }

    /// What an entry of a matrix weighs.
    package enum Weighing {
        case byStrength, equally
    }

    /// Users by whom models are judged: those with something before the moment, which they are known by, and something
    /// after it, which is to be found; evenly from all of them.
    package func judges(after time: Timestamp, limit: Int) -> [(history: History, hidden: [UInt32])] {
        let all = users.compactMap { entries -> (History, [UInt32])? in
            let known = entries.filter { $0.time <= time }
            let hidden = entries.filter { $0.time > time }.map(\.item)
            guard !known.isEmpty, !hidden.isEmpty else { return nil }
            return (History(known.map(\.item), weights: known.map(\.weight)), hidden)
        }
        guard all.count > limit else { return all }
        return (0..<limit).map { all[$0 * all.count / limit] }
    }
}
