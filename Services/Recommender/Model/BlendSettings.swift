import RecommenderModels

/// How lists are blended.
struct BlendSettings: Sendable {
    let rules: SignalRules
    /// How many of a user's last items are asked with.
    let historyLimit: Int
    let diversity: MarginalRelevance
    /// How much of a score depends on whether the price is what somebody usually looks at, 0 … 1.
    var priceShare = 0.0
}
