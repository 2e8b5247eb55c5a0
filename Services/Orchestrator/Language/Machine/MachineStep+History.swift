import MeshCore

/// Recording what happens, and ending.
extension MachineStep {
    /// Records an event, and gives its id.
    ///
    /// Where the history is full, the execution fails instead.
    @discardableResult
    func record(
        _ type: HistoryEventType, _ details: HistoryEventDetails = .none, after previous: Int64
    ) throws(Ended) -> Int64 {
        if let limit = limits.eventCount, state.nextEvent >= limit, !Self.lastTypes.contains(type) {
            let cause = "The execution reached the maximum number of history events (\(limit))."
            try end(
                .executionFailed, .failure(error: "States.Runtime", cause: cause),
                .failed(error: "States.Runtime", cause: cause), after: previous)
        }
        return append(type, details, after: previous)
    }

    /// Records an event of a branch, to which the branch's next event points back.
    func record(
        _ type: HistoryEventType, _ details: HistoryEventDetails = .none, of id: BranchID
    ) throws(Ended) {
        let event = try record(type, details, after: state[id].lastEvent)
        state[id].lastEvent = event
    }

    private func append(
        _ type: HistoryEventType, _ details: HistoryEventDetails, after previous: Int64
    ) -> Int64 {
        let id = state.nextEvent
        state.nextEvent += 1
        order(.record(HistoryEvent(id: id, previousEventID: previous, timestamp: now, type: type, details: details)))
        return id
    }

    /// The events that may be the last one that the limit allows.
    private static let lastTypes: Set<HistoryEventType> = [
        .executionSucceeded, .executionFailed, .executionAborted, .executionTimedOut,
    ]

    /// Ends the execution without success; its branches stay where they stopped, for a redrive.
    func end(
        _ type: HistoryEventType, _ details: HistoryEventDetails, _ outcome: ExecutionOutcome,
        after previous: Int64? = nil
    ) throws(Ended) {
        let last = previous ?? lastEventOfExecution
        for index in state.branches.indices { stop(at: index) }
        state.ready = []
        cancel(state.timeout)
        state.timeout = nil
        state.phase = .stopped
        _ = append(type, details, after: last)
        order(.end(outcome))
        throw Ended()
    }

    /// Ends the execution with success; nothing of it is needed any more.
    func succeed(with output: Payload, after previous: Int64) throws(Ended) {
        try record(.executionSucceeded, .output(output), after: previous)
        cancel(state.timeout)
        state.timeout = nil
        state.branches = []
        state.ready = []
        state.phase = .succeeded
        order(.end(.succeeded(output: output)))
        throw Ended()
    }

    /// The event that happened last in the line of the execution itself.
    private var lastEventOfExecution: Int64 {
        state.branches.first?.lastEvent ?? 0
    }

    /// Leaves a branch where it is: what it waits for is called off.
    func stop(at index: Int) {
        switch state.branches[index].stage {
        case .entering, .parallel, .map, .stopped, .stoppedMapRun: break
        case .running: state.branches[index].stage = .stopped
        case .task(let task):
            cancel(task.timeout)
            cancel(task.heartbeat)
            order(.cancelTask(task.id, isJob: task.resource.isJob))
            state.branches[index].stage = .stopped
        case .waiting(let timer), .retrying(let timer):
            cancel(timer)
            state.branches[index].stage = .stopped
        case .mapRun(let run):
            order(.stopMapRun(run.id))
            state.branches[index].stage = .stoppedMapRun(run)
        }
    }
}
