import MeshCore

/// A bandit that chooses each arm as often as it is probably the best one (Thompson, "On the likelihood that one unknown probability
/// exceeds another in view of the evidence of two samples", 1933; Chapelle and Li, "An empirical evaluation of Thompson sampling",
/// NIPS 2011).
///
/// Drawing from all beliefs and taking the greatest chooses an arm with just the probability that it is the best. These
/// probabilities are computed here, and an arm is drawn by them: that is the same choice, its propensity is exact, and a draw
/// costs nothing, until beliefs change.
package struct ThompsonSampling: Hashable, Sendable {
    /// No arm is chosen less often, so that it can be judged at all times.
    package let floor: Double

    /// Steps of integration lie half a deviation apart, up to so many of them on both sides of each arm's mean.
    private static let reach = 20

    /// - Parameter floor: From 0 to 0.2; the arms share what they leave.
    /// - Throws: ``ScienceError``.
    package init(floor: Double = 0.01) throws(ScienceError) {
        guard (0...0.2).contains(floor) else {
            throw .invalidSetting(name: "the floor", reason: "must be 0 to 0.2")
        }
        self.floor = floor
    }

    /// How probably each arm is chosen: Pₐ = ∫ fₐ(x) ∏ F_b(x) dx over the others b, by Gauss and Legendre's five points a step; then
    /// the floor.
    ///
    /// - Parameter beliefs: Of at least one arm; not more than the floor has room for.
    package func probabilities(_ beliefs: [BetaBelief]) -> [Double] {
        guard beliefs.count > 1 else { return beliefs.map { _ in 1 } }
        var chances = [Double](repeating: 0, count: beliefs.count)
        let steps = Self.steps(beliefs)
        for (low, high) in zip(steps, steps.dropFirst()) {
            let (middle, half) = ((low + high) / 2, (high - low) / 2)
            for (node, weight) in Self.nodes {
                let x = middle + half * node
                let below = beliefs.map { $0.share(below: x) }
                for arm in beliefs.indices {
                    var product = beliefs[arm].density(at: x) * weight * half
                    for other in beliefs.indices where other != arm { product *= below[other] }
                    chances[arm] += product
                }
            }
        }
        let sum = chances.reduce(0, +)
        let least = min(floor, 1 / Double(beliefs.count))
        return chances.map { least + (1 - least * Double(beliefs.count)) * $0 / sum }
    }

    /// The arm that a number in 0 ..< 1 draws.
    package static func draw(_ probabilities: [Double], at place: Double) -> Int {
        var rest = place
        for (arm, probability) in probabilities.enumerated() {
            if rest < probability { return arm }
            rest -= probability
        }
        // What rounding leaves over belongs to the last that can be drawn at all.
        return probabilities.lastIndex { $0 > 0 } ?? 0
    }

    private static func steps(_ beliefs: [BetaBelief]) -> [Double] {
        var steps: Set<Double> = [0, 1]
        for belief in beliefs {
            for step in -reach...reach {
                let place = belief.mean + Double(step) / 2 * belief.deviation
                if place > 0, place < 1 { steps.insert(place) }
            }
        }
        return steps.sorted()
    }

    /// Where and with which weights Gauss and Legendre's rule of five points looks between −1 and 1 (Abramowitz and Stegun, table
    /// 25.4).
    private static let nodes: [(Double, Double)] = [
        (0, 0.568_888_888_888_888_9), (0.538_469_310_105_683_1, 0.478_628_670_499_366_47),
        (-0.538_469_310_105_683_1, 0.478_628_670_499_366_47), (0.906_179_845_938_664, 0.236_926_885_056_189_08),
        (-0.906_179_845_938_664, 0.236_926_885_056_189_08),
    ]
}
