/// How trees are boosted.
package struct BoostingSettings: Hashable, Sendable {
    /// How many trees there are.
    package let treeCount: Int
    /// How many questions a tree asks at most.
    package let depth: Int
    /// How much of each tree counts.
    package let learningRate: Double
    /// The least sum of p (1 − p) in a leaf: the more, the fewer rows can be learned by heart.
    package let leafWeight: Double
    /// λ of the leaves.
    package let regularization: Double
    /// The share of rows that each tree sees.
    package let rowShare: Double
    /// What they are drawn from.
    package let seed: Int

    /// - Throws: ``ScienceError/invalidSetting(name:reason:)``.
    package init(
        treeCount: Int = 100, depth: Int = 3, learningRate: Double = 0.1, leafWeight: Double = 2,
        regularization: Double = 1, rowShare: Double = 0.8, seed: Int = 42
    ) throws(ScienceError) {
        guard (1...10_000).contains(treeCount) else {
            throw .invalidSetting(name: "trees", reason: "must be 1 to 10000")
        }
        guard (1...12).contains(depth) else { throw .invalidSetting(name: "depth", reason: "must be 1 to 12") }
        guard learningRate > 0, learningRate <= 1 else {
            throw .invalidSetting(name: "learning rate", reason: "must be more than 0 and at most 1")
        }
        guard leafWeight >= 0, leafWeight.isFinite else {
            throw .invalidSetting(name: "leaf weight", reason: "must be at least 0")
        }
        guard regularization >= 0, regularization.isFinite else {
            throw .invalidSetting(name: "regularization", reason: "must be at least 0")
        }
        guard rowShare > 0, rowShare <= 1 else {
            throw .invalidSetting(name: "row share", reason: "must be more than 0 and at most 1")
        }
        guard (0...Int(Int32.max)).contains(seed) else {
            throw .invalidSetting(name: "seed", reason: "must be 0 to 2147483647")
        }
        self.treeCount = treeCount
        self.depth = depth
        self.learningRate = learningRate
        self.leafWeight = leafWeight
        self.regularization = regularization
        self.rowShare = rowShare
        self.seed = seed
    }

    /// By XGBoost's names.
    var parameters: [(name: String, value: String)] {
        [
            ("objective", "binary:logistic"), ("tree_method", "exact"), ("nthread", "1"), ("verbosity", "0"),
            ("max_depth", "\(depth)"), ("eta", "\(learningRate)"), ("min_child_weight", "\(leafWeight)"),
            ("lambda", "\(regularization)"), ("subsample", "\(rowShare)"), ("seed", "\(seed)"),
        ]
    }
}
