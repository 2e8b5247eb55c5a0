/// What is called churn, and how it is foretold.
package struct ChurnSettings: Hashable, Sendable {
    /// A customer who buys nothing for so many days has gone.
    package let horizon: Double
    /// λ of the logistic regression.
    package let regularization: Double
    package let boosting: BoostingSettings

    /// - Throws: ``ScienceError/invalidSetting(name:reason:)``.
    package init(
        horizon: Double = 60, regularization: Double = 1, boosting: BoostingSettings
    ) throws(ScienceError) {
        guard horizon >= 1, horizon <= 3650 else {
            throw .invalidSetting(name: "horizon", reason: "must be 1 to 3650 days")
        }
        guard regularization >= 0, regularization.isFinite else {
            throw .invalidSetting(name: "regularization", reason: "must be at least 0")
        }
        self.horizon = horizon
        self.regularization = regularization
        self.boosting = boosting
    }
}
