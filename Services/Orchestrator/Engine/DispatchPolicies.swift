/// Tells how tasks are to be handed out.
protocol DispatchPolicies: Sendable {
    func policy(for job: TaskJob) -> DispatchPolicy
}
