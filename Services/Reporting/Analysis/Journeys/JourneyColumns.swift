/// What of a segment a question about journeys looks at, besides whose visits they are and which events each has.
package struct JourneyColumns: Sendable {
    /// When visits begin and end, and how much is in each.
    var visits = false
    /// What events are, and when.
    var events = false
    var revenue = false
    var dimensions: Set<Dimension> = []

    /// The same with events.
    var withEvents: JourneyColumns {
        JourneyColumns(visits: visits, events: true, revenue: revenue, dimensions: dimensions)
    }
}
