/// How customers are grouped.
package struct SegmentSettings: Hashable, Sendable {
    /// How many segments there may be; the number with the greatest silhouette is taken.
    package let clusterCounts: ClosedRange<Int>
    /// How many times the centres are chosen for each number.
    package let seedingCount: Int
    /// Of how many customers at most the silhouette is reckoned: its time is the square of it.
    package let silhouetteSampleSize: Int
    /// What random choices are drawn from.
    package let seed: UInt64

    /// - Throws: ``ScienceError/invalidSetting(name:reason:)``.
    package init(
        clusterCounts: ClosedRange<Int> = 3...8, seedingCount: Int = 10, silhouetteSampleSize: Int = 1000,
        seed: UInt64 = 42
    ) throws(ScienceError) {
        guard clusterCounts.lowerBound >= 2, clusterCounts.upperBound <= 50 else {
            throw .invalidSetting(name: "clusters", reason: "must be 2 to 50")
        }
        guard (1...100).contains(seedingCount) else {
            throw .invalidSetting(name: "seedings", reason: "must be 1 to 100")
        }
        guard silhouetteSampleSize > 1 else { throw .invalidSetting(name: "sample", reason: "must be at least 2") }
        self.clusterCounts = clusterCounts
        self.seedingCount = seedingCount
        self.silhouetteSampleSize = silhouetteSampleSize
        self.seed = seed
    }
}
