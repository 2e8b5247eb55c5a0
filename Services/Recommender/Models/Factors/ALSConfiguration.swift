/// How an implicit ALS model is trained.
package struct ALSConfiguration: Hashable, Sendable {
    /// How each user's and each item's equation is solved.
    package enum Solver: Hashable, Sendable {
        /// Exactly, in time of f³ for each row.
        case cholesky
        /// Some steps from the solution of the round before, in time of f² for each (Takács, Pilászy and Tikk, "Applications of
        /// the Conjugate Gradient Method for Implicit Feedback Collaborative Filtering", RecSys 2011).
        case conjugateGradient(steps: Int)
    }

    /// The length f of each user's and each item's vector.
    package let factorCount: Int
    /// λ, more than 0.
    package let regularization: Double
    /// How much more an interaction of weight 1 counts than none: the confidence is 1 + α r.
    package let alpha: Double
    /// Rounds over all users and all items.
    package let roundCount: Int
    package let solver: Solver
    /// Of the random numbers that it begins with.
    package let seed: UInt64

    /// - Throws: ``ModelError/invalidSetting(name:reason:)``.
    package init(
        factorCount: Int = 64, regularization: Double = 0.01, alpha: Double = 40, roundCount: Int = 15,
        solver: Solver = .conjugateGradient(steps: 3), seed: UInt64 = 42
    ) throws(ModelError) {
        guard (1...1024).contains(factorCount) else {
            throw .invalidSetting(name: "factors", reason: "must be 1 to 1,024")
        }
        guard regularization > 0, regularization.isFinite else {
            throw .invalidSetting(name: "regularization", reason: "must be more than 0")
        }
        guard alpha > 0, alpha.isFinite else { throw .invalidSetting(name: "alpha", reason: "must be more than 0") }
        guard (1...1000).contains(roundCount) else {
            throw .invalidSetting(name: "rounds", reason: "must be 1 to 1,000")
        }
        self.factorCount = factorCount
        self.regularization = regularization
        self.alpha = alpha
        self.roundCount = roundCount
        self.solver = solver
        self.seed = seed
    }
}
