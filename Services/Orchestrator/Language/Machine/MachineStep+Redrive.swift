import MeshCore

/// Starting an execution again that did not succeed.
extension MachineStep {
    /// What succeeded stays; states that failed or were stopped run again, with fresh retriers, without being entered anew.
    func redrive() throws(Ended) {
        state.phase = .running
        state.redriveCount += 1
        state.redriveTime = now
        let event = try record(
            .executionRedriven, .executionRedriven(count: state.redriveCount), after: state.eventCount)
        if !state.branches.isEmpty { state.branches[0].lastEvent = event }
        setExecutionTimeout()
        for id in state.branches.map(\.id) { try redrive(id) }
    }

    private func redrive(_ id: BranchID) throws(Ended) {
        state[id].retries = state[id].retries.map { _ in 0 }
        switch state[id].stage {
        case .entering: state.ready.append(id)
        case .stopped:
            state[id].stage = .running
            state.ready.append(id)
        case .map(var stage):
            stage.failures = 0
            state[id].stage = .map(stage)
        case .stoppedMapRun(var run):
            run.redriveCount += 1
            try record(.mapRunRedriven, .mapRunRedriven(arn: run.arn, count: run.redriveCount), of: id)
            state[id].stage = .mapRun(run)
            if let order = mapRunOrder(run.id) { self.order(.startMapRun(order)) }
        case .parallel: break
        case .running, .task, .waiting, .retrying, .mapRun:
            preconditionFailure("a stopped execution waits for nothing")
        }
    }
}
