import MeshCore

/// When signing keys are made, used and dropped: a pure rule over their times.
///
/// A key is published before it signs, so that every service knows it by then, and stays published after it has been succeeded, until
/// the last token that it signed has expired.
struct SigningKeySchedule: Sendable, Equatable {
    /// For so long a key signs.
    let lifetime: Duration
    /// For so long a key is published before it signs: longer than any cache of the key set.
    let publishedAhead: Duration
    /// For so long a succeeded key stays published: the longest life of a token, and leeway for clocks.
    let publishedAfter: Duration

    static let standard = SigningKeySchedule(
        lifetime: .seconds(30 * 86_400), publishedAhead: .seconds(3600), publishedAfter: .seconds(2 * 3600))

    struct Plan: Equatable {
        /// Make a key that signs from then on.
        var create: Timestamp?
        /// Places in the given list of keys that nobody needs any more.
        var drop: [Int] = []
    }

    /// Which of the keys signs: the one whose time came last. When a clock went back to before all of them, the oldest: there is
    /// always one.
    ///
    /// - Parameters:
    ///   - activations: The times from which each key signs.
    ///   - now: The wall clock.
    /// - Returns: A place in the list; nil when it is empty.
    func signer(_ activations: [Timestamp], at now: Timestamp) -> Int? {
        let begun = activations.indices.filter { activations[$0] <= now }
        return begun.max { activations[$0] < activations[$1] }
            ?? activations.indices.min { activations[$0] < activations[$1] }
    }

    /// What is to be done now.
    ///
    /// - Parameters:
    ///   - activations: The times from which each key signs.
    ///   - now: The wall clock.
    func plan(_ activations: [Timestamp], at now: Timestamp) -> Plan {
        guard let signer = signer(activations, at: now) else { return Plan(create: now) }
        var plan = Plan()
        let hasNext = activations.contains { $0 > now }
        if !hasNext, activations[signer].duration(to: now) >= lifetime - publishedAhead {
            plan.create = max(now + publishedAhead, activations[signer] + lifetime)
        }
        plan.drop = activations.indices.filter { place in
            guard place != signer else { return false }
            let successors = activations.filter { $0 > activations[place] }
            guard let succeeded = successors.min() else { return false }
            return succeeded + publishedAfter <= now
        }
        return plan
    }
}
