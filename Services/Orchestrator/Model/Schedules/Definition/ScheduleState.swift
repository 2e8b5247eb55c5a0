/// Whether a schedule runs.
enum ScheduleState: String, Hashable, Sendable, CaseIterable {
    case enabled = "ENABLED"
    case disabled = "DISABLED"
}
