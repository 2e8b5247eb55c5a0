/// Which values are called anomalies.
package struct AnomalySettings: Hashable, Sendable {
    /// How many periods a season has; 1 for none.
    package let season: Int
    /// α: how likely a series without any may be said to have one.
    package let significance: Double
    /// Of all values, the share that can be anomalies at most.
    package let greatestShare: Double

    /// - Throws: ``ScienceError/invalidSetting(name:reason:)``.
    package init(
        season: Int = 7, significance: Double = 0.01, greatestShare: Double = 0.05
    ) throws(ScienceError) {
        guard (1...10_000).contains(season) else {
            throw .invalidSetting(name: "season", reason: "must be 1 to 10000")
        }
        guard significance > 0, significance < 1 else {
            throw .invalidSetting(name: "significance", reason: "must be more than 0 and less than 1")
        }
        guard greatestShare > 0, greatestShare < 0.5 else {
            throw .invalidSetting(name: "greatest share", reason: "must be more than 0 and less than 0.5")
        }
        self.season = season
        self.significance = significance
        self.greatestShare = greatestShare
    }
}
