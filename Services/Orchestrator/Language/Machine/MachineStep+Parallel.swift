import MeshCore

/// Parallel states.
extension MachineStep {
    func runParallel(_ id: BranchID, _ branches: [Int]) throws(Ended) {
        let input = try evaluate(id) { visit throws(StateTrouble) in try visit.arguments().payload }
        guard let input else { return }
        try record(.parallelStateStarted, of: id)
        state[id].stage = .parallel(ParallelStage(results: Array(repeating: nil, count: branches.count)))
        guard !branches.isEmpty else { return try parallelEnded(id, []) }
        for (slot, group) in branches.enumerated() {
            addBranch(of: id, slot: slot, group: group, input: input, after: state[id].lastEvent)
        }
    }

    func addBranch(of parent: BranchID, slot: Int, group: Int, input: Payload, after event: Int64) {
        let id = BranchID(nextNumber())
        state.branches.append(
            Branch(
                id: id, parent: parent, slot: slot, group: group, stateName: definition.groups[group].startAt,
                input: input, lastEvent: event))
        state.ready.append(id)
    }

    func parallelBranchEnded(_ id: BranchID, _ branch: Branch, _ output: Payload) throws(Ended) {
        guard case .parallel(var stage) = state[id].stage else { return }
        stage.results[branch.slot] = output
        state[id].stage = .parallel(stage)
        state[id].lastEvent = branch.lastEvent
        if stage.isComplete { try parallelEnded(id, stage.results.compactMap(\.self)) }
    }

    private func parallelEnded(_ id: BranchID, _ results: [Payload]) throws(Ended) {
        state[id].stage = .running
        try record(.parallelStateSucceeded, after: state[id].lastEvent)
        try leave(id) { visit throws(StateTrouble) in try visit.exit(with: CarriedValue(Payload(array: results))) }
    }
}
