import Glibc

/// A control chart of cumulative sums on both sides (Page, "Continuous Inspection Schemes", Biometrika 41, 1954): it finds shifts that
/// last.
package struct CUSUMChart: Hashable, Sendable {
    /// k: what a value may be off without counting, half of the shift that is to be found.
    package let allowance: Double
    /// h: an alarm is raised when a sum is greater.
    package let limit: Double
    private var high = 0.0
    private var low = 0.0

    /// - Parameters:
    ///   - allowance: k, in standard deviations.
    ///   - falseAlarmRate: How many of the values without a shift raise an alarm, in the long run, where they are normal and
    ///     independent.
    /// - Throws: ``ScienceError/invalidSetting(name:reason:)``.
    package init(allowance: Double = 0.5, falseAlarmRate: Double) throws(ScienceError) {
        guard allowance >= 0.1, allowance <= 3 else {
            throw .invalidSetting(name: "allowance", reason: "must be 0.1 to 3")
        }
        guard falseAlarmRate >= 1e-5, falseAlarmRate <= 0.1 else {
            throw .invalidSetting(name: "false alarm rate", reason: "must be 0.00001 to 0.1")
        }
        self.allowance = allowance
        limit = Bisection.root(from: 0, to: 100) { limit in
            Self.meanRunLength(allowance: allowance, limit: limit) - 1 / falseAlarmRate
        }
    }

    /// Takes a value in standard deviations from what was expected; true when a sum is too great. It begins anew then.
    package mutating func add(_ score: Double) -> Bool {
        high = max(0, high + score - allowance)
        low = max(0, low - score - allowance)
        guard max(high, low) > limit else { return false }
        (high, low) = (0, 0)
        return true
    }

    /// How many values pass in the mean until an alarm of either side where there is nothing to find (Siegmund, "Sequential Analysis",
    /// 1985, section 10.2: with the limit moved out by 1.166).
    private static func meanRunLength(allowance: Double, limit: Double) -> Double {
        let moved = 2 * allowance * (limit + 1.166)
        return (exp(moved) - moved - 1) / (2 * allowance * allowance) / 2
    }
}
