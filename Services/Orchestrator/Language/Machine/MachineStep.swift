import MeshCore

/// One call of a machine: the state as it changes, and the orders as they are gathered.
///
/// A class, though it lives for one call and nobody shares it: as a struct it was copied for each question that one of its
/// parts asks of another, and spent a third of its time so.
final class MachineStep {
    let definition: Definition
    let identity: ExecutionIdentity
    let limits: ExecutionLimits
    let now: Timestamp
    var randomness: any RandomNumberGenerator
    var state: ExecutionState
    private(set) var orders: [MachineOrder] = []

    /// The execution has ended in the middle of something: what is left of it must not be done.
    struct Ended: Error {}

    init(
        definition: Definition, identity: ExecutionIdentity, limits: ExecutionLimits, now: Timestamp,
        randomness: any RandomNumberGenerator, state: consuming ExecutionState
    ) {
        self.definition = definition
        self.identity = identity
        self.limits = limits
        self.now = now
        self.randomness = randomness
        self.state = state
    }

    /// Takes an event, and goes on until everything waits.
    func take(_ event: MachineEvent) {
        do {
            try react(to: event)
            try runReady()
        } catch {
            // The end has been recorded and ordered where it came.
        }
    }

    private func react(to event: MachineEvent) throws(Ended) {
        switch (event, state.phase) {
        case (.start(let input), .notStarted): try start(input)
        case (.redrive, .stopped): try redrive()
        case (_, .notStarted), (_, .succeeded), (_, .stopped), (.start, .running), (.redrive, .running): break
        case (.proceed, .running): break
        case (.timerFired(let timer), .running): try fired(timer)
        case (.mapRunEnded(let id, let result), .running): try mapRunEnded(id, result)
        case (.stop(let error, let cause), .running):
            let words = limits.cut(StateFailure(error: error, cause: cause))
            try end(
                .executionAborted, .failure(error: words.error, cause: words.cause),
                .aborted(error: words.error, cause: words.cause))
        case (.taskStarted(let id, let worker), .running): try taskStarted(id, worker: worker)
        case (.taskHeartbeat(let id), .running): taskHeartbeat(id)
        case (.taskSubmitted(let id, let output), .running): try taskSubmitted(id, output)
        case (.taskSucceeded(let id, let output), .running): try taskSucceeded(id, output)
        case (.taskStartFailed(let id, let error, let cause), .running):
            try taskFailed(id, StateFailure(error: error, cause: cause), as: .startFailed)
        case (.taskSubmitFailed(let id, let error, let cause), .running):
            try taskFailed(id, StateFailure(error: error, cause: cause), as: .submitFailed)
        case (.taskFailed(let id, let error, let cause), .running):
            try taskFailed(id, StateFailure(error: error, cause: cause), as: .failed)
        case (.taskTimedOut(let id, let error, let cause), .running):
            try taskFailed(id, StateFailure(error: error ?? "States.Timeout", cause: cause), as: .timedOut)
        }
    }

    /// Runs the branches that can go on, in turn, one state each.
    private func runReady() throws(Ended) {
        var left = limits.statesPerCall
        var position = 0
        while position < state.ready.count {
            guard left > 0 else { break }
            left -= 1
            let id = state.ready[position]
            position += 1
            // What ran so far is cut off now and then, so that a long run does not gather a long list.
            if position >= 64 {
                state.ready.removeFirst(position)
                position = 0
            }
            guard state.index(of: id) != nil else { continue }
            try advance(id)
        }
        state.ready.removeFirst(position)
        if state.hasMoreToDo { order(.proceed) }
    }

    private func advance(_ id: BranchID) throws(Ended) {
        switch state[id].stage {
        case .entering: try enter(id)
        case .running: try run(id)
        case .task, .waiting, .retrying, .parallel, .map, .mapRun, .stopped, .stoppedMapRun: break
        }
    }

    private func start(_ input: Payload) throws(Ended) {
        // The history shows the input as it was sent, once; the states get it without spaces.
        let plain = Payload(input.value)
        state.phase = .running
        state.input = plain
        try record(
            .executionStarted,
            .executionStarted(
                input: input, roleARN: identity.roleARN, versionARN: identity.versionARN, aliasARN: identity.aliasARN),
            after: 0)
        let group = definition.groups[definition.root]
        let id = BranchID(nextNumber())
        state.branches.append(
            Branch(
                id: id, parent: nil, slot: 0, group: definition.root, stateName: group.startAt, input: plain,
                lastEvent: 0))
        state.ready.append(id)
        setExecutionTimeout()
    }

    func setExecutionTimeout() {
        guard let seconds = [definition.timeoutSeconds, limits.seconds].compactMap(\.self).min() else { return }
        state.timeout = setTimer(at: now + .seconds(seconds))
    }

    // MARK: - What every part needs

    func order(_ order: MachineOrder) {
        orders.append(order)
    }

    func nextNumber() -> Int64 {
        defer { state.nextNumber += 1 }
        return state.nextNumber
    }

    func setTimer(at moment: Timestamp) -> TimerID {
        let timer = TimerID(nextNumber())
        order(.setTimer(timer, at: moment))
        return timer
    }

    func cancel(_ timer: TimerID?) {
        if let timer { order(.cancelTimer(timer)) }
    }

    /// The state that a branch is in.
    func definition(of branch: Branch) -> StateDefinition {
        guard let state = definition.groups[branch.group].states[branch.stateName] else {
            preconditionFailure("the definition has no state '\(branch.stateName)'")
        }
        return state
    }
}
