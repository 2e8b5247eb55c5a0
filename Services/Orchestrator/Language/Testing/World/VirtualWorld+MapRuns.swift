import MeshCore

extension VirtualWorld {
    /// Starts a run of a distributed map: a mock answers for it as a whole, or its items are run one by one.
    mutating func start(_ order: MapRunOrder, of execution: Int) {
        let script = testCase.mocks[order.stateName]
        if script == nil, case .items(let items) = order.source { return start(order, with: items, of: execution) }
        guard let answer = answer(toCallOf: order.stateName, with: .null) else {
            return schedule(
                .mapRunEnded(
                    order.id,
                    .failed(
                        error: "States.ItemReaderFailed",
                        cause: "No mock tells the items of state '\(order.stateName)'")),
                at: now, nil, of: execution)
        }
        let result: MapRunResult
        switch answer.reply {
        case .items(let items): return start(order, with: items, of: execution)
        case .result(let value), .functionPayload(let value): result = .succeeded(output: Payload(value))
        case .failure(let error, let cause): result = .failed(error: error, cause: cause)
        case .silence: return
        }
        schedule(.mapRunEnded(order.id, result), at: now + answer.delay, nil, of: execution)
    }

    private mutating func start(_ order: MapRunOrder, with items: [JSONValue], of execution: Int) {
        let run = HostedItem(parent: execution, run: order.id, index: 0)
        do {
            let inputs = try Self.inputs(of: items, order)
            mapRuns[run] = HostedMapRun(
                order: order, waiting: inputs.enumerated().reversed().map { ($0, $1) },
                outputs: Array(repeating: nil, count: inputs.count))
        } catch {
            return schedule(
                .mapRunEnded(order.id, .failed(error: error.error, cause: error.cause)), at: now, nil, of: execution)
        }
        startItems(of: run)
    }

    private static func inputs(of items: [JSONValue], _ order: MapRunOrder) throws(StateFailure) -> [JSONValue] {
        var selected: [JSONValue] = []
        for (index, item) in items.enumerated() { selected.append(try order.selection.input(of: item, index: index)) }
        guard let batching = order.batching else { return selected }
        return batching.batches(of: selected).map(batching.input(of:))
    }

    /// Starts as many items as may run at once, and tells the end when none is left.
    private mutating func startItems(of run: HostedItem) {
        while let hosted = mapRuns[run], !hosted.waiting.isEmpty {
            let most = hosted.order.maxConcurrency
            guard most == 0 || hosted.running.count < most else { return }
            guard let next = mapRuns[run]?.waiting.popLast() else { return }
            startItem(next.index, next.input, hosted.order, of: run)
        }
        guard let hosted = mapRuns[run], hosted.running.isEmpty else { return }
        mapRuns[run] = nil
        schedule(.mapRunEnded(run.run, hosted.result), at: now, nil, of: run.parent)
    }

    private mutating func startItem(_ index: Int, _ input: JSONValue, _ order: MapRunOrder, of run: HostedItem) {
        let parent = executions[run.parent].machine
        let identity = ExecutionIdentity(
            arn: "arn:aws:states:us-east-1:000000000000:execution:test/\(order.label):\(index)", name: "\(index)",
            roleARN: parent.identity.roleARN, startTime: now, stateMachineARN: parent.identity.stateMachineARN,
            stateMachineName: parent.identity.stateMachineName, mapRunARN: order.arn)
        let machine = ExecutionMachine(definition: order.definition, identity: identity, limits: parent.limits)
        let execution = executions.count
        executions.append(
            HostedExecution(
                machine: machine, item: HostedItem(parent: run.parent, run: run.run, index: index)))
        mapRuns[run]?.running.insert(execution)
        handle(.start(input: Payload(input)), of: execution)
    }

    /// Takes in what came out of an item.
    mutating func finish(_ item: HostedItem, _ outcome: ExecutionOutcome) {
        let run = HostedItem(parent: item.parent, run: item.run, index: 0)
        guard var hosted = mapRuns[run] else { return }
        hosted.running = hosted.running.filter { executions[$0].outcome == nil }
        switch outcome {
        case .succeeded(let output): hosted.outputs[item.index] = output.value
        case .failed(let error, let cause), .aborted(let error, let cause): hosted.failures.append((error, cause))
        case .timedOut: hosted.failures.append(("States.Timeout", nil))
        }
        if hosted.hasFailed {
            hosted.waiting = []
            for execution in hosted.running { agenda.removeAll(of: execution) }
            hosted.running = []
        }
        mapRuns[run] = hosted
        startItems(of: run)
    }

    /// Ends a run that nobody waits for any more.
    mutating func stop(_ id: MapRunID, of execution: Int) {
        let run = HostedItem(parent: execution, run: id, index: 0)
        for child in mapRuns[run]?.running ?? [] { agenda.removeAll(of: child) }
        mapRuns[run] = nil
    }
}

extension HostedMapRun {
    fileprivate var hasFailed: Bool {
        order.tolerance.isExceeded(failures: Int64(failures.count), of: Int64(outputs.count))
    }

    fileprivate var result: MapRunResult {
        guard hasFailed else { return .succeeded(output: Payload(.array(outputs.map { $0 ?? .null }))) }
        return .failed(
            error: "States.ExceedToleratedFailureThreshold",
            cause: "The specified tolerated failure threshold was exceeded")
    }
}
