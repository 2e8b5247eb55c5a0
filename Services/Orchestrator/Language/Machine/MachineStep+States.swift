import MeshCore

/// Entering, running and leaving states.
extension MachineStep {
    func enter(_ id: BranchID) throws(Ended) {
        let definition = definition(of: state[id])
        let before = state[id].lastEvent
        let details = HistoryEventDetails.stateEntered(name: definition.name, input: state[id].input)
        let event = try record(definition.kind.enteredType, details, after: before)
        state[id].eventBeforeState = before
        state[id].enteredEvent = event
        state[id].lastEvent = event
        state[id].enteredTime = now
        state[id].retries = definition.retriers.isEmpty ? [] : Array(repeating: 0, count: definition.retriers.count)
        state[id].stage = .running
        try run(id)
    }

    /// Runs a state that has been entered: the first time, or again after it failed.
    func run(_ id: BranchID) throws(Ended) {
        switch definition(of: state[id]).kind {
        case .pass(let result): try leave(id) { visit throws(StateTrouble) in try visit.pass(result: result) }
        case .succeed: try leaveAsEntered(id)
        case .task(let fields): try runTask(id, fields)
        case .choice(let fields): try runChoice(id, fields)
        case .wait(let fields): try runWait(id, fields)
        case .fail(let fields): try runFail(id, fields)
        case .parallel(let branches): try runParallel(id, branches)
        case .map(let fields): try runMap(id, fields)
        }
    }

    /// Evaluates a part of a branch's state; nil when that failed, and the failure has taken its course.
    func evaluate<Value>(
        _ id: BranchID, token: String? = nil,
        _ part: (inout StateEvaluation) throws(StateTrouble) -> Value
    ) throws(Ended) -> Value? {
        var visit = evaluation(of: id, token: token)
        do {
            return try part(&visit)
        } catch {
            try fail(id, of: error)
            return nil
        }
    }

    /// Leaves a state for the one that it names.
    func leave(
        _ id: BranchID, _ way: (inout StateEvaluation) throws(StateTrouble) -> StateExit
    ) throws(Ended) {
        let exit = try evaluate(id) { visit throws(StateTrouble) in try fitting(try way(&visit), id) }
        guard let exit else { return }
        try leave(id, exit, to: definition(of: state[id]).next)
    }

    /// Leaves a state whose input goes through.
    func leaveAsEntered(_ id: BranchID) throws(Ended) {
        try leave(id) { visit throws(StateTrouble) in
            try visit.exit(assigning: visit.state.assign, output: visit.outputTemplate)
        }
    }

    func leave(_ id: BranchID, _ exit: StateExit, to next: String?) throws(Ended) {
        let definition = definition(of: state[id])
        try record(
            definition.kind.exitedType,
            .stateExited(
                name: definition.name, output: exit.output,
                assigned: exit.assigned.map { AssignedVariable(name: $0.name, text: $0.value.text) }),
            of: id)
        for (name, value) in exit.assigned { state[id].variables[name] = value }
        guard let next else { return try branchEnded(id, exit.output) }
        state[id].stateName = next
        state[id].input = exit.output
        state[id].stage = .entering
        state.ready.append(id)
    }

    private func branchEnded(_ id: BranchID, _ output: Payload) throws(Ended) {
        let branch = state[id]
        guard let parent = branch.parent else { return try succeed(with: output, after: branch.lastEvent) }
        if let index = state.index(of: id) { state.branches.remove(at: index) }
        switch state[parent].stage {
        case .parallel: try parallelBranchEnded(parent, branch, output)
        case .map: try iterationSucceeded(parent, branch, output)
        case .entering, .running, .task, .waiting, .retrying, .mapRun, .stopped, .stoppedMapRun:
            preconditionFailure("only Parallel and Map states have branches")
        }
    }

    private func runChoice(_ id: BranchID, _ fields: ChoiceFields) throws(Ended) {
        let way = try evaluate(id) { visit throws(StateTrouble) in
            guard let way = try visit.choose(fields) else { throw .noChoice }
            _ = try fitting(way.exit, id)
            return way
        }
        if let way { try leave(id, way.exit, to: way.next) }
    }

    private func runFail(_ id: BranchID, _ fields: FailFields) throws(Ended) {
        let failure = try evaluate(id) { visit throws(StateTrouble) in try visit.failure(fields) }
        if let failure { try fail(id, limits.cut(failure)) }
    }

    private func runWait(_ id: BranchID, _ fields: WaitFields) throws(Ended) {
        let entered = state[id].enteredTime
        let moment = try evaluate(id) { visit throws(StateTrouble) in try visit.waitsUntil(fields, entered: entered) }
        guard let moment else { return }
        guard moment > now else { return try leaveAsEntered(id) }
        state[id].stage = .waiting(setTimer(at: moment))
    }

    /// Something that the machine waited for is due.
    func fired(_ timer: TimerID) throws(Ended) {
        if timer == state.timeout {
            state.timeout = nil
            return try end(.executionTimedOut, .failure(error: "States.Timeout", cause: nil), .timedOut)
        }
        for branch in state.branches {
            switch branch.stage {
            case .waiting(timer):
                state[branch.id].stage = .running
                return try leaveAsEntered(branch.id)
            case .retrying(timer):
                state[branch.id].stage = .running
                return state.ready.append(branch.id)
            case .task(let task) where task.timeout == timer:
                return try taskTimedOut(branch.id, task, .timeout)
            case .task(let task) where task.heartbeat == timer:
                return try taskTimedOut(branch.id, task, .heartbeatTimeout)
            case .entering, .running, .task, .waiting, .retrying, .parallel, .map, .mapRun, .stopped, .stoppedMapRun:
                continue
            }
        }
    }
}
