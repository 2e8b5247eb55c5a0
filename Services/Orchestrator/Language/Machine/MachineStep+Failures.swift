import MeshCore

/// What becomes of a failure: another attempt, a catcher, or the end of what it happened in.
extension MachineStep {
    /// A state could not be evaluated.
    func fail(_ id: BranchID, of trouble: StateTrouble) throws(Ended) {
        try dropBranches(of: id)
        try note(trouble, id)
        try fail(id, failure(id, of: trouble), isRecorded: trouble.kind == .evaluation)
    }

    /// A state failed.
    ///
    /// - Parameter isRecorded: Whether a Parallel or Map state's own event tells of it, too.
    func fail(_ id: BranchID, _ failure: StateFailure, isRecorded: Bool = true) throws(Ended) {
        let definition = definition(of: state[id])
        if try retry(id, definition, failure) { return }
        let number = definition.catchers.firstIndex { $0.errors.matches(failure.error) }
        if isRecorded, let type = definition.kind.failedType { try record(type, of: id) }
        guard let number else { return try failBranch(id, failure) }
        try dropBranches(of: id)
        let catcher = definition.catchers[number]
        var visit = evaluation(of: id)
        let exit: StateExit
        do {
            exit = try fitting(try visit.caught(failure, by: catcher, number: number), id)
        } catch {
            // A catcher's own failure is not caught again.
            try note(error, id)
            return try failBranch(id, self.failure(id, of: error))
        }
        try leave(id, exit, to: catcher.next)
    }

    private func failure(_ id: BranchID, of trouble: StateTrouble) -> StateFailure {
        limits.cut(trouble.failure(ofState: state[id].stateName, enteredAt: state[id].enteredEvent))
    }

    /// Expressions that fail have an event of their own.
    private func note(_ trouble: StateTrouble, _ id: BranchID) throws(Ended) {
        guard trouble.kind == .evaluation else { return }
        let branch = state[id]
        let failure = failure(id, of: trouble)
        // It points behind the state's entering while nothing else has happened in the state.
        let previous = branch.lastEvent == branch.enteredEvent ? branch.eventBeforeState : branch.lastEvent
        state[id].lastEvent = try record(
            .evaluationFailed,
            .evaluationFailed(
                error: trouble.error, cause: failure.cause ?? "", location: trouble.field, state: branch.stateName),
            after: previous)
    }

    /// Whether a retrier takes the failure: then the state waits for its next attempt.
    private func retry(
        _ id: BranchID, _ definition: StateDefinition, _ failure: StateFailure
    ) throws(Ended) -> Bool {
        guard let number = definition.retriers.firstIndex(where: { $0.errors.matches(failure.error) }) else {
            return false
        }
        let retrier = definition.retriers[number]
        let used = state[id].retries[number]
        guard used < retrier.maxAttempts else { return false }
        try drop(childrenOf: id)
        state[id].retries[number] = used + 1
        let delay = retrier.delay(after: used, drawing: &randomness)
        state[id].stage = .retrying(setTimer(at: now + delay))
        return true
    }

    /// A state failed and nothing took it: its branch ends there.
    private func failBranch(_ id: BranchID, _ failure: StateFailure) throws(Ended) {
        switch state[id].stage {
        case .parallel, .map, .stoppedMapRun: break
        case .mapRun(let run): state[id].stage = .stoppedMapRun(run)
        case .entering, .running, .task, .waiting, .retrying, .stopped: state[id].stage = .stopped
        }
        let branch = state[id]
        guard let parent = branch.parent else {
            return try end(
                .executionFailed, .failure(error: failure.error, cause: failure.cause),
                .failed(error: failure.error, cause: failure.cause), after: branch.lastEvent)
        }
        if case .map = state[parent].stage { return try iterationFailed(parent, branch, failure) }
        try abort(childrenOf: parent, except: id)
        state[parent].lastEvent = branch.lastEvent
        try fail(parent, failure)
    }

    // MARK: - Branches beside and below

    /// Stops the other branches of a state; the history tells of each state that is broken off.
    func abort(childrenOf parent: BranchID, except failed: BranchID) throws(Ended) {
        let parentState = state[parent]
        for child in state.children(of: parent) where child != failed {
            try abort(child)
            guard case .map = parentState.stage else { continue }
            let branch = state[child]
            try record(
                .mapIterationAborted, .mapIteration(name: parentState.stateName, index: branch.slot),
                after: branch.lastEvent)
        }
    }

    private func abort(_ id: BranchID) throws(Ended) {
        for child in state.children(of: id) { try abort(child) }
        switch state[id].stage {
        case .entering, .stopped, .stoppedMapRun: return
        case .running, .task, .waiting, .retrying, .parallel, .map, .mapRun: break
        }
        if let type = definition(of: state[id]).kind.abortedType { try record(type, of: id) }
        if let index = state.index(of: id) { stop(at: index) }
    }

    /// Forgets the branches of a state that has failed as a whole: should it be redriven, it begins anew. What a map run has
    /// done is kept.
    private func dropBranches(of id: BranchID) throws(Ended) {
        try drop(childrenOf: id)
        switch state[id].stage {
        case .stoppedMapRun: break
        case .entering, .running, .task, .waiting, .retrying, .parallel, .map, .mapRun, .stopped:
            state[id].stage = .running
        }
    }

    /// Forgets the branches of a state that goes on without them.
    func drop(childrenOf id: BranchID) throws(Ended) {
        guard state.branches.count > 1 else { return }
        for child in state.children(of: id) {
            try drop(childrenOf: child)
            guard let index = state.index(of: child) else { continue }
            stop(at: index)
            state.branches.remove(at: index)
        }
    }
}
