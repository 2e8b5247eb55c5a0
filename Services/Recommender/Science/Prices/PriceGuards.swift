/// What a suggested price has to keep to.
package struct PriceGuards: Hashable, Sendable {
    /// What is to be as great as possible.
    package enum Goal: String, CaseIterable, Codable, Sendable {
        /// Price less cost, times quantity.
        case margin
        /// Price times quantity.
        case revenue
    }

    package let goal: Goal
    /// The greatest change, as a share of the price.
    package let greatestChange: Double
    /// A change below this share of the price is not worth it.
    package let leastChange: Double
    /// (price − cost) / price is never less.
    package let marginFloor: Double
    /// The elasticity's standard error may not be greater.
    package let greatestStandardError: Double
    /// How many periods with sales there have to be.
    package let leastPeriods: Int
    /// How many different prices there have to have been.
    package let leastPrices: Int
    /// The greatest share of periods in which nothing was sold.
    package let emptyShare: Double

    /// - Throws: ``ScienceError/invalidSetting(name:reason:)``.
    package init(
        goal: Goal = .margin, greatestChange: Double = 0.1, leastChange: Double = 0.01, marginFloor: Double = 0.1,
        greatestStandardError: Double = 0.5, leastPeriods: Int = 20, leastPrices: Int = 3,
        emptyShare: Double = 0.1
    ) throws(ScienceError) {
        guard greatestChange > 0, greatestChange < 1 else {
            throw .invalidSetting(name: "greatest change", reason: "must be more than 0 and less than 1")
        }
        guard leastChange >= 0, leastChange <= greatestChange else {
            throw .invalidSetting(name: "least change", reason: "must be 0 to the greatest change")
        }
        guard marginFloor >= 0, marginFloor < 1 else {
            throw .invalidSetting(name: "margin floor", reason: "must be at least 0 and less than 1")
        }
        guard greatestStandardError > 0 else {
            throw .invalidSetting(name: "greatest standard error", reason: "must be more than 0")
        }
        guard leastPeriods >= 6 else { throw .invalidSetting(name: "least periods", reason: "must be at least 6") }
        guard leastPrices >= 2 else { throw .invalidSetting(name: "least prices", reason: "must be at least 2") }
        guard emptyShare >= 0, emptyShare < 1 else {
            throw .invalidSetting(name: "empty share", reason: "must be at least 0 and less than 1")
        }
        self.goal = goal
        self.greatestChange = greatestChange
        self.leastChange = leastChange
        self.marginFloor = marginFloor
        self.greatestStandardError = greatestStandardError
        self.leastPeriods = leastPeriods
        self.leastPrices = leastPrices
        self.emptyShare = emptyShare
    }
}
