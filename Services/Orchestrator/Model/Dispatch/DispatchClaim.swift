/// What a task needs that all instances share: its key, and its place within the limits of its target.
struct DispatchClaim: Hashable, Sendable {
    /// One of the things that it needs.
    struct Part: Hashable, Sendable {
        let gate: DispatchGate
        let limit: DispatchLimit
    }

    let execution: Int64
    let task: Int64
    /// The key first: who waits for a target holds nothing meanwhile.
    let parts: [Part]

    /// Nil for a task that needs nothing of it.
    init?(execution: Int64, task: Int64, ticket: DispatchTicket, limits: [String: DispatchLimit]) {
        let limit = limits[ticket.policy.target]
        guard ticket.policy.exclusiveKey != nil || limit != nil else { return nil }
        (self.execution, self.task) = (execution, task)
        let key = ticket.policy.exclusiveKey.map { Part(gate: .key($0), limit: DispatchLimit(concurrency: 1)) }
        let target = limit.map { Part(gate: .target(ticket.policy.target), limit: $0) }
        parts = [key, target].compactMap { $0 }
    }
}
