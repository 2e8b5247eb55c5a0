import RecommenderModels

/// How lists are blended.
struct BlendSettings: Sendable {
    let rules: SignalRules
    /// How many of a user's last items are asked with.
    let historyLimit: Int
    let diversity: MarginalRelevance
    /// How much of a score depends on whether the price is what somebody usually looks at, 0 … 1.
    var priceShare = 0.0
    /// The share of an answer's places that new items have which are like what somebody deals with.
    var newcomerShare = 0.1
    /// How like that is at least, as a cosine.
    var likeness = 0.2
}
