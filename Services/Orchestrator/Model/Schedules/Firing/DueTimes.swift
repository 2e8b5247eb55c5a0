import MeshCore

/// The times of a schedule that are to run now, and the next one after them: the rule, apart from clock and store.
struct DueTimes: Hashable, Sendable {
    /// The times for which the target is called, ascending.
    let running: [Timestamp]
    /// The first time that is not due; nil when the schedule has come to its end.
    let next: Timestamp?
    /// Whether times passed without a call.
    let leavesOut: Bool

    /// - Parameters:
    ///   - next: The time that is due.
    ///   - timing: The schedule's times.
    ///   - delay: How much later it runs, within its window.
    ///   - now: The wall clock.
    ///   - missed: What is done about times that passed unseen.
    ///   - limit: The most that run at once; what is left is due again.
    init(
        from next: Timestamp, of timing: ScheduleTiming, delay: Duration, at now: Timestamp, missed: MissedTimes,
        limit: Int
    ) {
        let bound = now - delay
        guard next <= bound else {
            (running, self.next, leavesOut) = ([], next, false)
            return
        }
        let isLate = next.milliseconds < bound.milliseconds - MissedTimes.grace
        switch missed {
        case .once where isLate:
            let last = timing.lastTime(after: next, through: bound) ?? next
            (running, self.next, leavesOut) = ([last], timing.time(after: last), last != next)
        case .skip where isLate:
            let onTime = timing.time(after: Timestamp(milliseconds: bound.milliseconds - MissedTimes.grace))
            (running, self.next) = Self.each(from: onTime, of: timing, through: bound, limit: limit)
            leavesOut = true
        case .once, .skip, .all:
            (running, self.next) = Self.each(from: next, of: timing, through: bound, limit: limit)
            leavesOut = false
        }
    }

    private static func each(
        from first: Timestamp?, of timing: ScheduleTiming, through bound: Timestamp, limit: Int
    ) -> ([Timestamp], Timestamp?) {
        var times: [Timestamp] = []
        var cursor = first
        while let time = cursor, time <= bound, times.count < limit {
            times.append(time)
            cursor = timing.time(after: time)
        }
        return (times, cursor)
    }
}
