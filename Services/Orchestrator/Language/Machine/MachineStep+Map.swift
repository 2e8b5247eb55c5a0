import MeshCore

/// Map states in the execution itself.
extension MachineStep {
    func runMap(_ id: BranchID, _ fields: MapFields) throws(Ended) {
        if case .distributed(let type, let label) = fields.mode {
            return try runDistributedMap(id, fields, type, label)
        }
        let items = try evaluate(id) { visit throws(StateTrouble) in try visit.items(fields).payload }
        guard let items else { return }
        let count = items.value.arrayValue?.count ?? 0
        try record(.mapStateStarted, .mapStateStarted(length: count), of: id)
        let settings = try evaluate(id) { visit throws(StateTrouble) in try visit.settings(fields) }
        guard let settings else { return }
        let concurrency = settings.maxConcurrency == 0 ? Self.inlineConcurrency : settings.maxConcurrency
        let stage = MapStage(
            list: items, concurrency: min(concurrency, Self.inlineConcurrency), tolerance: settings.tolerance)
        state[id].stage = .map(stage)
        guard count > 0 else { return try mapEnded(id, stage) }
        for _ in 0..<min(stage.concurrency, count) {
            guard try startIteration(id, fields, after: state[id].lastEvent) else { return }
        }
    }

    /// How many iterations run at once at most: AWS's quota for inline maps.
    private static let inlineConcurrency = 40

    /// Starts the next iteration; false when its input could not be made, and the state has failed of it.
    private func startIteration(
        _ id: BranchID, _ fields: MapFields, after event: Int64
    ) throws(Ended) -> Bool {
        guard case .map(var stage) = state[id].stage else { return false }
        let index = stage.next
        let item = stage.item(index)
        let input = try evaluate(id) { visit throws(StateTrouble) in
            try visit.itemInput(item, index: index, fields).payload
        }
        guard let input else { return false }
        let started = try record(
            .mapIterationStarted, .mapIteration(name: state[id].stateName, index: index), after: event)
        stage.next += 1
        stage.running += 1
        state[id].stage = .map(stage)
        addBranch(of: id, slot: index, group: fields.processor, input: input, after: started)
        return true
    }

    func iterationSucceeded(_ id: BranchID, _ branch: Branch, _ output: Payload) throws(Ended) {
        let event = try record(
            .mapIterationSucceeded, .mapIteration(name: state[id].stateName, index: branch.slot),
            after: branch.lastEvent)
        try iterationEnded(id, branch, output, event)
    }

    /// An iteration failed: the whole state fails with it, unless so many failures are tolerated.
    func iterationFailed(_ id: BranchID, _ branch: Branch, _ failure: StateFailure) throws(Ended) {
        guard case .map(var stage) = state[id].stage else { return }
        let event = try record(
            .mapIterationFailed, .mapIteration(name: state[id].stateName, index: branch.slot), after: branch.lastEvent)
        stage.failures += 1
        state[id].stage = .map(stage)
        let total = Int64(stage.count)
        guard stage.tolerance.isExceeded(failures: Int64(stage.failures), of: total) else {
            try drop(childrenOf: branch.id)
            if let index = state.index(of: branch.id) { state.branches.remove(at: index) }
            return try iterationEnded(id, branch, Payload(.null, text: "null"), event)
        }
        try abort(childrenOf: id, except: branch.id)
        state[id].lastEvent = branch.lastEvent
        let isTolerant = stage.tolerance.count != nil || stage.tolerance.percentage != nil
        try fail(id, isTolerant ? .toleranceExceeded : failure)
    }

    /// An iteration is over: the next one starts, or the state ends with the last.
    private func iterationEnded(
        _ id: BranchID, _ branch: Branch, _ output: Payload, _ event: Int64
    ) throws(Ended) {
        guard case .map(var stage) = state[id].stage, case .map(let fields) = definition(of: state[id]).kind else {
            return
        }
        stage.results[branch.slot] = output
        stage.running -= 1
        state[id].stage = .map(stage)
        if stage.next < stage.count {
            _ = try startIteration(id, fields, after: branch.lastEvent)
        } else if stage.running == 0 {
            state[id].lastEvent = event
            try mapEnded(id, stage)
        }
    }

    private func mapEnded(_ id: BranchID, _ stage: MapStage) throws(Ended) {
        state[id].stage = .running
        try record(.mapStateSucceeded, after: state[id].lastEvent)
        let results = stage.results.compactMap(\.self)
        try leave(id) { visit throws(StateTrouble) in try visit.exit(with: CarriedValue(Payload(array: results))) }
    }
}
