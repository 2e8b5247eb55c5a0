import RecommenderModels

/// How lists are blended.
struct BlendSettings: Sendable {
    let rules: SignalRules
    /// How many of a user's last items are asked with.
    let historyLimit: Int
    let diversity: MarginalRelevance
}
