/// What of a segment a question about journeys looks at, besides whose visits they are.
package struct JourneyColumns: Sendable {
    /// Whose visits they are.
    var owners = true
    /// Which events each visit has, where single events are looked at.
    var firsts = true
    /// When visits begin and end.
    var visits = false
    /// How many pageviews and actions are in each visit.
    var counts = false
    /// How many pageviews are in each visit.
    var pageviews = false
    /// What events are, and when.
    var events = false
    /// What events are.
    var kinds = false
    var revenue = false
    var dimensions: Set<Dimension> = []

    /// The same with events.
    var withEvents: JourneyColumns {
        var columns = self
        columns.events = true
        return columns
    }

    /// The same with when visits begin and end.
    var withVisits: JourneyColumns {
        var columns = self
        columns.visits = true
        return columns
    }

    /// Whether single events are looked at, so that it has to be known which are whose.
    var reachEvents: Bool { events || kinds || dimensions.contains { $0.scope == .event } }
}
