import MeshCore

/// A schedule as its owner wrote it, checked.
struct ScheduleDefinition: Hashable, Sendable {
    let expression: ScheduleExpression
    /// A name of the time zone database.
    let timeZone: String
    let start: Timestamp?
    let end: Timestamp?
    let window: FlexibleTimeWindow
    let state: ScheduleState
    let afterCompletion: ActionAfterCompletion
    let target: TargetDefinition
    /// The members as they are stored and answered, with defaults written out and times in seconds since 1970.
    let document: JSONValue

    /// The moments at which it runs.
    ///
    /// - Parameters:
    ///   - zone: The rules of ``timeZone``.
    ///   - anchor: Where a rate without a start counts from.
    func timing(in zone: TimeZoneRules, anchor: Timestamp) -> ScheduleTiming {
        ScheduleTiming(expression: expression, zone: zone, start: start, end: end, anchor: anchor)
    }
}
