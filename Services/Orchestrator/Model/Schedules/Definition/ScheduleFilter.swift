/// Which schedules a list shows.
struct ScheduleFilter: Hashable, Sendable {
    var group: String?
    var prefix: String?
    var state: ScheduleState?
}
