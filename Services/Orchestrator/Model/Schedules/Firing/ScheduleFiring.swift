import MeshCore

/// One run of a schedule that somebody has taken up.
struct ScheduleFiring: Hashable, Sendable {
    let id: FiringID
    /// The row of its schedule.
    let schedule: Int64
    let key: ScheduleKey
    /// The time that runs.
    let scheduledAt: Timestamp
    /// When it was found due.
    let recordedAt: Timestamp
    /// The target as it was when the time came.
    let target: JSONValue
    /// How many attempts have failed.
    let failures: Int
    /// By this number its outcome is written down; a later holder has a greater one.
    let fence: Int64
}
