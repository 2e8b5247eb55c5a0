/// Calls the targets of schedules.
protocol ScheduleTarget: Sendable {
    /// Calls a target once.
    ///
    /// The same call may come again, after a crash or because its answer was lost: ``TargetCall/firing`` is then the same,
    /// and whoever implements this passes it on, so that the target does its work once. A workflow is started under it as
    /// its name: an execution of that name that exists already is the earlier call's, and counts as delivered.
    ///
    /// - Returns: How it ended. A cancelled call may return anything; nobody looks.
    func call(_ call: TargetCall) async -> TargetOutcome

    /// Puts a dead letter into its queue.
    func tell(_ letter: DeadLetter) async -> TargetOutcome
}
