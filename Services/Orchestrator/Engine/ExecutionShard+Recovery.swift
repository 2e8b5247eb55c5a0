import MeshCore
import StatesLanguage

extension ExecutionShard {
    /// Takes up what somebody left who held the shard before, or what we ourselves had in memory before a write failed.
    ///
    /// - Throws: `StoreError`; ``OrchestratorError/damagedRow(_:)``.
    func recover() async throws {
        try await dispatchPendingTasks()
        for execution in try await environment.store.unfinishedExecutions(of: number) {
            step(execution, [.proceed])
        }
        for record in try await environment.store.expressExecutions(of: number) where residents[record.number] == nil {
            let revision = try environment.revisions.revision(record.revision)
            start(record, definition: revision.definition, roleARN: revision.revision.settings.roleARN, isKnown: true)
        }
        for execution in try await environment.store.executionsWithMapRuns(of: number) {
            try resumeMapRuns(of: execution)
        }
        try await stopLeftItems()
        alarm.ring()
        mailbox.ring()
    }

    private func dispatchPendingTasks() async throws {
        var last: Int64 = 0
        let limit = environment.settings.entriesPerRead
        while true {
            let page = try await environment.store.pendingTasks(of: number, after: last, limit: limit)
            for (execution, task) in page
            where residents[execution]?.tasksUnderWay.contains(task.order.id.number) != true {
                // If the task has ended since, it is done once more under its token, and its outcome means nothing.
                if residents[execution] == nil { residents[execution] = try restore(execution) }
                dispatch([task.order], of: execution, isResumed: true)
            }
            guard page.count >= limit, let next = page.last?.execution else { return }
            last = next
        }
    }
}
