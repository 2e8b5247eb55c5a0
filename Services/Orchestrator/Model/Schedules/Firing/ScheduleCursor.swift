import MeshCore

/// Where a schedule stands: the time that runs next.
struct ScheduleCursor: Hashable, Sendable {
    /// Grows whenever the times are planned anew, so that one time of two plans is two firings.
    let plan: Int64
    /// Nil when nothing comes any more, or while the schedule is disabled.
    let next: Timestamp?
    /// When ``next`` runs, within the schedule's window.
    let due: Timestamp?

    init(plan: Int64, next: Timestamp?, due: Timestamp?) {
        self.plan = plan
        self.next = next
        self.due = due
    }

    /// The cursor of a schedule that is made, changed, or planned anew after the clock went back.
    ///
    /// - Parameters:
    ///   - definition: The schedule.
    ///   - timing: Its times.
    ///   - arn: Its identity, which places it in its window.
    ///   - now: The wall clock. A one-time schedule counts as still to come for a minute.
    ///   - plan: The number of the plan.
    init(
        starting definition: ScheduleDefinition, _ timing: ScheduleTiming, arn: String, at now: Timestamp, plan: Int64
    ) {
        let first: Timestamp?
        switch (definition.state, definition.expression) {
        case (.disabled, _): first = nil
        case (.enabled, .at): first = timing.time(after: Timestamp(milliseconds: now.milliseconds - MissedTimes.grace))
        case (.enabled, .rate):
            // A rate that begins with its making has its first time then, which is not after now.
            first = timing.time(after: max(timing.anchor, now - .seconds(1)) - .milliseconds(1))
        case (.enabled, .cron): first = timing.time(after: now)
        }
        self.init(plan: plan, next: first, window: definition.window, arn: arn)
    }

    /// The cursor after some times have run.
    init(plan: Int64, next: Timestamp?, window: FlexibleTimeWindow, arn: String) {
        self.plan = plan
        self.next = next
        due = next.map { $0 + window.delay(of: arn) }
    }

    /// Whether the clock has gone back so far that the schedule would sleep through times that come again.
    ///
    /// Smaller steps back change nothing: no time runs twice because of them.
    ///
    /// - Parameters:
    ///   - last: The last time that ran, of this plan.
    ///   - now: The wall clock.
    static func isLost(last: Timestamp, at now: Timestamp) -> Bool {
        last.milliseconds > now.milliseconds + toleratedStepBack
    }

    /// Ten minutes: more than time servers ever correct in one step.
    static let toleratedStepBack: Int64 = 600_000
}
