import MeshCore
import StatesLanguage

/// An execution that is in memory: it runs, or will soon go on.
struct Resident: Sendable {
    var record: ExecutionRecord
    var machine: ExecutionMachine
    /// Its tasks that this instance is doing.
    var tasksUnderWay: Set<Int64> = []
    /// Its timers, of which the wheel tells those that are near.
    var timers: [Int64: Timestamp] = [:]
    /// Its steps that are not yet on disk.
    var unwritten = 0
    /// Timers that these have cancelled, and that are on disk still.
    var cancelledTimers: Set<Int64> = []
    /// Its map runs that have not ended.
    var mapRuns: [Int64: MapRunRecord] = [:]
    /// The time of its last event; the machine's time never goes back.
    var lastTime: Timestamp

    init(record: ExecutionRecord, machine: ExecutionMachine) {
        self.record = record
        self.machine = machine
        lastTime = [record.stoppedAt, record.redrivenAt].compactMap(\.self).reduce(record.startedAt, max)
    }

    /// Whether it may be forgotten: nothing of it is under way, and no timer is near.
    func isIdle(before moment: Timestamp) -> Bool {
        guard unwritten == 0 else { return false }
        guard record.kind.isDurable else { return !record.status.isOpen }
        return tasksUnderWay.isEmpty && mapRuns.isEmpty && !timers.values.contains { $0 < moment }
    }
}
