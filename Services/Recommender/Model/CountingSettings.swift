/// How items are counted.
struct CountingSettings: Hashable, Sendable {
    /// After how long what is recent counts half.
    let recentHalfLife: Duration
    /// After how long what is past counts half.
    let pastHalfLife: Duration
    /// How many items there may be.
    let itemLimit: Int
    var audiences = AudienceSettings()
}
