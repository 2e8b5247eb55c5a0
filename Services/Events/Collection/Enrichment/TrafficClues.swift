/// What an event tells of where its visit came from.
struct TrafficClues: Hashable, Sendable {
    /// Of the page.
    var host: String?
    /// The host that led here.
    var referrer: String?
    var source: String?
    var medium: String?
    var clickID: String?
    /// The campaign's name.
    var campaign: String?
}
