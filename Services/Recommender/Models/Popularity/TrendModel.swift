package import MeshCore

/// What rises: items whose recent count is greater than their own past lets one expect.
///
/// Both counts decay, a short one and a long one (``DecayedCounts``). At a constant rate r, a count with the half-life h tends
/// to r · h / ln 2, so the long count foretells the short one: expected = long · hₛ / hₗ. The score is how far the short count
/// lies above that, in standard deviations of a Poisson count: (short − expected) / √(expected + 1). The 1 keeps a single
/// interaction with a new item from being a trend.
package struct TrendModel: RecommendationModel {
    /// The score of each item; those that do not rise have none above 0.
    package let scores: [Double]

    package var itemCount: Int { scores.count }

    /// - Parameters:
    ///   - short: Counts with the shorter half-life.
    ///   - long: Counts of the same things with the longer one.
    package init(short: DecayedCounts, long: DecayedCounts, at time: Timestamp) {
        let ratio = short.halfLife.seconds / long.halfLife.seconds
        let past = long.values(at: time)
        scores = short.values(at: time).enumerated().map { item, recent in
            let expected = item < past.count ? past[item] * ratio : 0
            return (recent - expected) / (expected + 1).squareRoot()
        }
    }

    package func score(_ history: History, into sheet: inout ScoreSheet) {
        for (item, score) in scores.enumerated() where score > 0 { sheet.add(score, to: UInt32(item)) }
    }
}
