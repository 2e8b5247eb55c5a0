import MeshCore

/// What reports take for one visit.
package struct SessionRules: Hashable, Sendable {
    /// How long a visitor may do nothing before the next event begins another visit: half an hour unless told.
    package let timeout: Duration
    /// Whether an event with another campaign begins another visit.
    package let endsAtCampaign: Bool
    /// Whether midnight in the report's time zone begins another visit.
    package let endsAtMidnight: Bool

    init(json: JSONValue) {
        timeout = .seconds(json["timeoutSeconds"]?.intValue ?? 1800)
        endsAtCampaign = json["endsAtCampaign"]?.boolValue ?? false
        endsAtMidnight = json["endsAtMidnight"]?.boolValue ?? false
    }
}
