/// What is recommended, and how often what is kept in memory is made anew.
struct ServingSettings: Sendable {
    let blend: BlendSettings
    let counting: CountingSettings
    /// Whether what is sold out is not recommended.
    let needsStock: Bool
    /// Of these, and the categories below them, nothing is recommended.
    let excludedCategories: [String]
    /// How old the charts become.
    let chartPause: Duration
    /// How long an answer waits for what has come in before.
    let patience: Duration
}
