import GRDB
import MeshCore
import MeshStore

/// Schedules, their groups and their firings as the file keeps them.
///
/// A time that has come is recorded as a firing, and the schedule's cursor moved behind it, in one transaction; targets are
/// called after it. So each time runs once, whoever looks and whoever dies.
struct ScheduleStore: Sendable {
    let store: any DurableStore
    let place: ARNScope
    let zones: any TimeZoneSource
    let settings: ScheduleSettings
    let clock: any WallClock
}
