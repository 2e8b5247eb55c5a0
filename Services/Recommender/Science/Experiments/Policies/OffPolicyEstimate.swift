import Glibc

/// What a policy would have brought that was not, or not always, in force: from what was done at random, with its propensities.
package struct OffPolicyEstimate: Hashable, Sendable {
    /// How it is estimated.
    package enum Method: String, Hashable, Sendable, CaseIterable {
        /// Each reward times how much more probable its action is now (Horvitz and Thompson, 1952).
        case inversePropensity
        /// The same by the sum of these weights, which varies less and is biased a little (Swaminathan and Joachims, "The
        /// self-normalized estimator for counterfactual learning", NIPS 2015).
        case selfNormalized
        /// What a model of rewards expects, and the weighted rest of what it did not (Dudík, Langford and Li, "Doubly robust policy
        /// evaluation and learning", ICML 2011). The model is each action's mean reward, learned from the other half of the units.
        case doublyRobust
    }

    /// The reward of one choice.
    package let value: Double
    /// Between units.
    package let standardError: Double
    package let interval: ConfidenceInterval
    /// As many choices of the policy itself would tell as much: (Σ w)² / Σ w² (Kish, 1965).
    package let effectiveCount: Double
    /// The share of choices whose weight was cut at the clip.
    package let clippedShare: Double

    /// - Parameters:
    ///   - actions: What was done.
    ///   - policy: How probable each action would be; what is missing has 0.
    ///   - clip: No choice weighs more: a little bias for less variance (Ionides, 2008). Infinity cuts none.
    ///   - confidence: Of the interval, of a fixed horizon.
    /// - Returns: nil where nothing was done that the policy would do.
    package init?(
        _ method: Method, from actions: [LoggedAction], policy: [Double], clip: Double = 100, confidence: Double = 0.95
    ) {
        let odds = actions.map { logged -> Double in
            (logged.action < policy.count ? policy[logged.action] : 0) / logged.propensity
        }
        let weights = odds.map { min($0, clip) }
        let weightSum = weights.reduce(0, +)
        guard weightSum > 0 else { return nil }
        let count = Double(actions.count)
        let terms: [Double]
        let value: Double
        let divisor: Double
        switch method {
        case .inversePropensity:
            terms = zip(weights, actions).map { $0 * $1.reward }
            (value, divisor) = (terms.reduce(0, +) / count, count)
        case .selfNormalized:
            let mean = zip(weights, actions).reduce(0) { $0 + $1.0 * $1.1.reward } / weightSum
            terms = zip(weights, actions).map { $0 * ($1.reward - mean) }
            (value, divisor) = (mean, weightSum)
        case .doublyRobust:
            let models = (0...1).map { half in Self.means(of: actions.filter { $0.unit % 2 != half }, policy.count) }
            terms = zip(weights, actions).map { weight, logged in
                let model = models[logged.unit % 2]
                let expected = zip(policy, model).reduce(0) { $0 + $1.0 * $1.1 }
                return expected + weight * (logged.reward - (logged.action < model.count ? model[logged.action] : 0))
            }
            (value, divisor) = (terms.reduce(0, +) / count, count)
        }
        // The rest of each unit's terms, which is 0 on average.
        let mean = terms.reduce(0, +) / count
        var rests: [Int: Double] = [:]
        for (term, logged) in zip(terms, actions) { rests[logged.unit, default: 0] += term - mean }
        let error = rests.values.reduce(0) { $0 + $1 * $1 }.squareRoot() / divisor
        self.value = value
        standardError = error
        let width = NormalDistribution.quantile(0.5 + confidence / 2) * error
        interval = ConfidenceInterval(low: value - width, high: value + width)
        effectiveCount = weightSum * weightSum / weights.reduce(0) { $0 + $1 * $1 }
        clippedShare = Double(odds.count { $0 > clip }) / count
    }

    /// Each action's mean reward; the mean of all for one that was not done.
    private static func means(of actions: [LoggedAction], _ count: Int) -> [Double] {
        var (sums, counts) = ([Double](repeating: 0, count: count), [Double](repeating: 0, count: count))
        for logged in actions where logged.action < count {
            sums[logged.action] += logged.reward
            counts[logged.action] += 1
        }
        let all = sums.reduce(0, +) / max(1, counts.reduce(0, +))
        return zip(sums, counts).map { $1 > 0 ? $0 / $1 : all }
    }
}
