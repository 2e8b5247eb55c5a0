import MeshCore

/// Distributed Map states: their runs are ordered.
extension MachineStep {
    func runDistributedMap(
        _ id: BranchID, _ fields: MapFields, _ type: MapExecutionType, _ label: String?
    ) throws(Ended) {
        let source = try evaluate(id) { visit throws(StateTrouble) in
            guard let reader = fields.reader else {
                return MapItemSource.items(try visit.items(fields).value.arrayValue ?? [])
            }
            return try visit.reader(reader)
        }
        guard let source else { return }
        try record(.mapStateStarted, .mapStateStarted(length: source.knownCount), of: id)
        let plan = try evaluate(id) { visit throws(StateTrouble) in
            (
                settings: try visit.settings(fields),
                batching: try fields.batcher.map { batcher throws(StateTrouble) in try visit.batching(batcher) },
                writer: try fields.writer.map { writer throws(StateTrouble) in try visit.writer(writer) }
            )
        }
        guard let plan else { return }
        let label = label ?? Self.label(of: state[id].stateName)
        let machine = identity.stateMachineName.prefix { $0 != "/" }
        let arn = "arn:aws:states:\(identity.region):\(identity.account):mapRun:\(machine)/\(label):\(uuid())"
        let run = MapRunStage(
            id: MapRunID(nextNumber()), arn: arn, label: label, source: source, batching: plan.batching,
            writer: plan.writer, concurrency: plan.settings.maxConcurrency, tolerance: plan.settings.tolerance)
        try record(.mapRunStarted, .mapRunStarted(arn: arn), of: id)
        state[id].stage = .mapRun(run)
        if let order = mapRunOrder(run.id) { self.order(.startMapRun(order)) }
    }

    /// A label as AWS takes one: at most 40 characters, without those that names may not have.
    private static func label(of stateName: String) -> String {
        let plain = stateName.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
        return plain.isEmpty ? "Map" : String(plain.prefix(40))
    }

    private func uuid() -> String {
        var stream = Entropy(from: &randomness).stream()
        return stream.uuid()
    }

    /// The order of a run, made from what the branch knows; nil when no branch waits for it.
    func mapRunOrder(_ id: MapRunID) -> MapRunOrder? {
        for branch in state.branches {
            guard case .mapRun(let run) = branch.stage, run.id == id else { continue }
            let definition = definition(of: branch)
            guard case .map(let fields) = definition.kind, case .distributed(let type, _) = fields.mode,
                let children = self.definition.itemDefinition(ofState: branch.stateName)
            else { return nil }
            // The seed belongs to the run, so that an item made again is the same.
            let scope = scope(of: branch, definition, seed: UInt64(bitPattern: id.number))
            return MapRunOrder(
                id: id, arn: run.arn, label: run.label, stateName: branch.stateName, source: run.source,
                selection: MapItemSelection(
                    evaluation: StateEvaluation(
                        state: definition, input: branch.input, scope: scope, payloadLimit: limits.payloadBytes),
                    fields: fields, enteredEvent: branch.enteredEvent),
                batching: run.batching, resultWriter: run.writer, maxConcurrency: run.concurrency,
                tolerance: run.tolerance, executionType: type, definition: children, redriveCount: run.redriveCount)
        }
        return nil
    }

    func mapRunEnded(_ run: MapRunID, _ result: MapRunResult) throws(Ended) {
        let waiting = state.branches.first { branch in
            guard case .mapRun(let stage) = branch.stage else { return false }
            return stage.id == run
        }
        guard let id = waiting?.id else { return }
        switch result {
        case .succeeded(let output):
            let beforeEnd = state[id].lastEvent
            state[id].stage = .running
            try record(.mapRunSucceeded, of: id)
            try record(.mapStateSucceeded, after: state[id].lastEvent)
            // As AWS records it: behind other states, the way out follows from the run's start, not from its end.
            if state[id].eventBeforeState > 0 { state[id].lastEvent = beforeEnd }
            try leave(id) { visit throws(StateTrouble) in try visit.exit(with: CarriedValue(output)) }
        case .failed(let error, let cause):
            let failure = limits.cut(StateFailure(error: error, cause: cause))
            try record(.mapRunFailed, .failure(error: failure.error, cause: failure.cause), of: id)
            try fail(id, failure)
        case .aborted:
            try record(.mapRunAborted, of: id)
            try fail(id, StateFailure(error: nil, cause: nil))
        }
    }
}

extension MapItemSource {
    /// How many items there are; what a reader will read is not known before.
    fileprivate var knownCount: Int {
        switch self {
        case .items(let items): items.count
        case .reader: 0
        }
    }
}
