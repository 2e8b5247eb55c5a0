/// What came of asking for a schedule.
package enum ScheduleOutcome: Sendable, Equatable {
    /// It stands as it was asked for.
    case kept
    /// It has no meaning, in the orchestrator's words.
    case refused(String)
}
