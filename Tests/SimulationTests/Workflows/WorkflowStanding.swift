/// How far the engine has come at a moment, by what is on disk: held against an earlier moment, it tells what is stuck.
struct WorkflowStanding: Equatable {
    /// For each running execution, the events of it and of all that runs for it, and the items of them that have ended: none of
    /// these ever becomes less.
    var steps: [String: Int64] = [:]
    /// What somebody has to bring to an end: tasks, timers and messages.
    var open: Set<String> = []

    /// What has not gone on, or was not brought to an end, since a moment at which it was there already.
    func stuck(since earlier: WorkflowStanding) -> [String] {
        let executions = steps.filter { name, steps in earlier.steps[name].map { steps <= $0 } ?? false }.keys
        return executions.sorted().map { "\($0) does not go on" }
            + open.intersection(earlier.open).sorted().map { "\($0) stays" }
    }
}
