import Glibc

/// A control chart of an exponentially weighted moving average (Roberts, "Control Chart Tests Based on Geometric Moving Averages",
/// Technometrics 1, 1959): it finds small shifts that no single value shows.
package struct EWMAChart: Hashable, Sendable {
    /// λ: how much the newest value weighs.
    package let weight: Double
    /// It is too far from 0 beyond this, in the values' standard deviations.
    package let limit: Double
    private var average = 0.0

    /// - Parameters:
    ///   - weight: λ, more than 0 and at most 1; 0.2 finds shifts of one standard deviation soonest.
    ///   - falseAlarmRate: How many of the values without a shift raise an alarm, in the long run, where they are normal and
    ///     independent.
    /// - Throws: ``ScienceError/invalidSetting(name:reason:)``.
    package init(weight: Double = 0.2, falseAlarmRate: Double) throws(ScienceError) {
        guard weight > 0, weight <= 1 else {
            throw .invalidSetting(name: "weight", reason: "must be more than 0 and at most 1")
        }
        guard falseAlarmRate >= 1e-5, falseAlarmRate <= 0.1 else {
            throw .invalidSetting(name: "false alarm rate", reason: "must be 0.00001 to 0.1")
        }
        self.weight = weight
        let deviation = (weight / (2 - weight)).squareRoot()
        // In a bisection nothing is thrown: a chain that cannot be solved has a run of no end.
        limit = Bisection.root(from: deviation, to: 6 * deviation) { limit in
            Self.meanRunLength(weight: weight, limit: limit) - 1 / falseAlarmRate
        }
    }

    /// Takes a value in standard deviations from what was expected; true when the average is too far off. It begins anew then.
    package mutating func add(_ score: Double) -> Bool {
        average += weight * (score - average)
        guard abs(average) > limit else { return false }
        average = 0
        return true
    }

    /// How many values pass in the mean until an alarm where there is nothing to find: the average as a Markov chain of states between
    /// the limits (Brook and Evans, "An Approach to the Probability Distribution of CUSUM Run Length", Biometrika 59, 1972; for
    /// this chart Lucas and Saccucci, Technometrics 32, 1990).
    private static func meanRunLength(weight: Double, limit: Double) -> Double {
        let half = 25
        let stateCount = 2 * half + 1
        let width = 2 * limit / Double(stateCount)
        let matrix = (0..<stateCount).map { from in
            let kept = (1 - weight) * Double(from - half) * width
            return (0..<stateCount).map { to in
                let middle = Double(to - half) * width
                let share =
                    NormalDistribution.share(below: (middle + width / 2 - kept) / weight)
                    - NormalDistribution.share(below: (middle - width / 2 - kept) / weight)
                return (from == to ? 1 : 0) - share
            }
        }
        let ones = [Double](repeating: 1, count: stateCount)
        // Where staying within is as good as certain, the equations have no solution.
        guard let lengths = try? LinearEquations.solve(matrix, ones), lengths[half] > 0 else { return .infinity }
        return lengths[half]
    }
}
